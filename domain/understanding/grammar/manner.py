"""Words that only say more of what was told anyway: 张三咳嗽比较久了.

Of a pupil who was told to be ill or away, a few unknown words are kept as they are and nothing is
asked. They must not hold a character of illness, of coming and going or of doubt, nor begin as a
name does: what may be another finding, another pupil or a denial is always asked about.
"""

from __future__ import annotations

from domain.understanding.about import About
from domain.understanding.writing import is_han

LONGEST = 8
_ILL = (
    "痛疼痒酸胀麻咳喘吐呕恶哕泻拉屙稀痢疹斑泡疱肿红晕昏眩烧热烫温冷寒凉汗血脓炎病症伤断折摔跌崴扭破烂毒癌抽搐乏"
    "困瘫蔫虚弱闷慌瘤疮癣疡喷涕鼻嗓喉咽眼耳牙齿头脑胸肺心肝胃肠腹肚腰背颈脖尿便疯癫痫迷死亡救抢急危重医院诊疗针"
    "摆抖颤哭闹怪异检测阳疑染疫密核感冒体度"
)
_AWAY = "假缺旷逃躲失踪丢去回来到从飞京沪省市县区镇国境外隔离封转走接送家归返往"
_DOUBT = "不没无未非别莫冇否吗么若如假或许概能似像该准确错改班号人个名"
_DANGER = frozenset(_ILL + _AWAY + _DOUBT)
_MORE_OF_IT = frozenset(
    ["疼", "痛", "痒", "红", "肿", "疼痛", "红肿", "又红又肿", "又红又痒", "肿痛"]
)
"""Said of what was named already: 左边腮帮子肿了，疼."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕任沈姚卢姜崔钟"
    "谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)


def says_only_more(text: str, abouts: list[About]) -> bool:
    """Whether unknown words may be let pass as detail of these pupils."""
    if not abouts or len(text) > LONGEST or not all(map(is_han, text)):
        return False
    if text in _MORE_OF_IT:
        return all(about.symptoms for about in abouts)
    if _DANGER & set(text) or (text[0] in _SURNAMES and len(text) in (2, 3)):
        return False
    return not _is_a_sound(text) and all(map(_is_abnormal, abouts))


def _is_a_sound(text: str) -> bool:
    """阿巴阿巴, 嗡嗡嗡: a noise, or what no word says."""
    half = len(text) // 2
    return len(text) > 2 and (len(set(text)) == 1 or text[:half] * 2 == text)


def _is_abnormal(about: About) -> bool:
    return bool(
        about.who is not None
        and (
            about.feverish
            or about.symptoms
            or about.vague
            or about.absence
            or about.where
            or about.trip
            or about.unmeasured
        )
    )
