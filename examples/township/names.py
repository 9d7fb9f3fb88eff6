"""Invented Chinese names, always the same ones for the same seed on any Python."""

import hashlib


def _words(text: str) -> list[str]:
    return text.split()


# Common surnames stand several times; the rest is at home where 和川镇 would lie.
_SURNAMES = (
    "王王王王李李李李张张张刘刘刘陈陈陈杨杨黄黄周周吴吴徐孙胡朱林郭罗罗梁宋谢唐韩冯邓曹彭曾"
    "肖蔡潘袁蒋余杜叶程魏苏吕丁沈姚卢姜崔钟谭廖熊金陆郝孔邱秦江史顾侯邵孟龙段雷钱汤尹易武"
    "冉冉冉向向覃牟蒲"
)
_BOYS = _words(
    "浩然 子轩 宇航 俊杰 梓豪 天佑 明轩 嘉豪 博文 志强 俊熙 家豪 泽宇 皓轩 雨泽 思远 一鸣 振宇 "
    "鹏程 晨阳 文博 俊辉 子墨 奕辰 佳乐 国栋 昊天 锦程 睿哲 海涛 永康 志远 少杰 家兴 昱辰 景行 "
    "铭泽 景天 承宇 玉林 世杰 俊豪 启航 鑫磊 立群 星宇 云飞 恩泽 瑞霖 逸凡 建华 成林 凯 磊 涛 "
    "斌 杰 帆 超 宁 川 航"
)
_GIRLS = _words(
    "欣怡 梓萱 诗涵 雨欣 佳怡 思琪 梦瑶 语嫣 可馨 雅婷 婉清 若兰 紫涵 静怡 美琳 心怡 雨桐 芷若 "
    "晓彤 佳琪 艺涵 馨月 依诺 慧敏 雪莹 梦洁 思雨 佳慧 春燕 玉婷 秋月 冬梅 晨曦 诗琪 "
    "嘉怡 悦然 子琪 语桐 菲菲 舒涵 小雅 巧玲 芳芳 露露 雨晴 清妍 沐瑶 书瑶 梓琳 星月 娟 婷 莉 "
    "颖 琳 蕾 玥 倩 萌 瑾 薇"
)
_MEN = _words(
    "建国 建军 志明 国强 德明 文华 永红 光荣 世平 大勇 忠诚 昌明 祖华 明贵 学文 克勤 正伟 开华 "
    "福生 小林 兴全 长江 树林 俊峰 伟 勇 军 刚 辉 波 平 斌 峰 毅 健 鑫"
)
_WOMEN = _words(
    "秀兰 桂芳 玉梅 春梅 丽华 晓燕 红霞 小琴 光琼 素芬 世碧 淑芳 海燕 丽娟 永芬 明芳 雪梅 晓丽 "
    "小容 月华 彩虹 朝霞 玉蓉 桂英 敏 芳 娜 艳 霞 燕 琴 玲 洁 萍 莉"
)


def chance(*seed: object) -> int:
    """A large number that looks random and depends on nothing but the seed."""
    text = "/".join(str(part) for part in seed)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


class Names:
    """Gives each invented name to one person only."""

    def __init__(self, taken: set[str]) -> None:
        """Leave out names that are given by hand."""
        self._taken = taken

    def pupil(self, sex: str, seed: str) -> str:
        """A name as pupils have it today."""
        return self._new(_BOYS if sex == "男" else _GIRLS, seed)

    def adult(self, sex: str, seed: str) -> str:
        """A name as their teachers have it."""
        return self._new(_MEN if sex == "男" else _WOMEN, seed)

    def _new(self, given: list[str], seed: str) -> str:
        for attempt in range(10_000):
            surname = _SURNAMES[chance(seed, attempt, "surname") % len(_SURNAMES)]
            name = surname + given[chance(seed, attempt, "given") % len(given)]
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise AssertionError(f"no name is left for {seed}")
