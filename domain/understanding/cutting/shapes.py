"""Words known by their shape: rooms, how often, how long, a leave, a broken thermometer."""

from __future__ import annotations

import re

from domain.check_in import Absence, Symptom, Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.name_forms import surnamed
from domain.understanding.cutting.tokens import Token

_LASTING = re.compile(
    r"(?:近(?=[\d一两二三四五六七八九十]))?(?:\d{1,2}|[一两二三四五六七八九十半几])\s?(?:天|周|个?多?(?:星期|礼拜)|个多?月|年|个?(?:小时|钟头))(?!前|[一二三四五六日天])|半天|一上午|整天"
    r"|(?:for\s)?(?:\d{1,2}|two|three|four|five|a few|a couple of|several)\s(?:days?|weeks?)\b"
    r"(?!\sago)"
    r"|(?:for\s)?a\s(?:day|week|month)\b(?!\s(?:ago|off))|for\sa\s(?:day|week|month)\b",
    re.IGNORECASE,
)
_NOT_FULL = re.compile(
    r"(?:还|尚)?[没未不]有?[满到够](?:\d{1,2}|[一两二三四五六七八九十]{1,3})"
    r"(?:天|周|个?星期|个月|小时)"
)
_AFTER = re.compile(
    r"(?:休息|过了?|隔了?|等了?)?\s?(?:\d{1,2}|[一两二三四五十]{1,3}|半)个?(?:分钟|小时|钟头|刻钟)(?:以|之)?后"
    r"|(?:(?:休息|静坐|[坐歇缓停等])了?|过了?|隔了?)\s?(?:\d{1,2}|[一两二三四五十]{1,3}|半)个?(?:分钟|小时|钟头|刻钟)"
    r"|(?:\d{1,2}|a\sfew|two|three|four|five|ten|fifteen|twenty|thirty|a)\s(?:minutes?|mins?|hours?)\s(?:later|after)"
    r"|half\san\shour\slater|after\s(?:a\s)?(?:short\s|few\sminutes\s)?(?:rest(?:ing)?|sitting\sdown|cooling\sdown)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:宿舍|寝室|房间)\s?[男女]?\d{2,4}(?:室|号|房)?|[男女]?\d{3}\s?(?:寝室?|宿舍|室|房间?)"
    r"|[男女]\d{3}(?![\d.])|(?:\d{1,2}|[一二三四五六七八九十])\s?号?(?:楼|栋|幢)(?:寝室|宿舍|的)?"
    r"|room\s\d{2,4}|dorm\s\d{1,4}",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?:\d{1,2}|[一两二三四五六七八九十几多]{1,2}|好几|好多)\s?(?:次|遍|回|趟|口|圈)(?![家来去到校学])|(?:once|twice)\b"
    r"|(?:\d|two|three|four|a few|several)\stimes\b",
    re.IGNORECASE,
)
_DEVICE = (
    r"(?:红外线?|电子|水银)?(?:体温枪|额温枪|测温枪|体温计|温度计|体温表|温度表|测温仪|耳温枪|红外枪|测温器"
    r"|测温设备|温度枪|枪|体温针)"
)
_MEANWHILE = "(?:都|也|又|给|被|遭|突然|今天|已经|全)*"
_OUT_OF_ORDER = (
    r"(?:冻到|冻坏|冻住|不显示|显示不出来?|没反应|没得反应|还?没发下来|还?没有?领到|还?没送来"
    r"|还?没送到|没到货|打不开|开不了机|没法用|充不[了上进]去?电|黑屏|失效|读不出数?|坏|没得?电"
    r"|没有电|不准|失灵|丢|摔坏|摔烂|摔(?=了|$)|掉(?:到|在)?(?:地上|地下|水里)|磕坏|打烂|打碎"
    r"|摔碎|不见|用不了|不能用|用不成|不灵|借走|出故障|故障"
    r"|拿去修|找不到|出问题|不好用|不好使|罢工)了?|碎了|烂了|没了|不够用?"
)
_BROKEN = re.compile(
    rf"(?:没有|没得|莫得|没带|忘带|忘了带|忘记带|没拿|没|缺|无|木有|找不到)(?:一个|一支|一把)?{_DEVICE}"
    rf"|{_DEVICE}{_MEANWHILE}(?:{_OUT_OF_ORDER})(?:[,、]?[又也就]?(?:{_OUT_OF_ORDER}))*"
)
_THING_FELL = re.compile(
    r"(?:我的?|他的?|她的?)?(?:手机|眼镜|水杯|保温杯|杯子|水壶|暖壶|热水瓶|饭盒|碗|电脑|平板"
    r"|键盘|屏幕|耳机|手表|电话手表|雨伞|书包|文具盒)"
    r"(?:也|又|都|给|被|遭|刚刚?|昨天|昨晚|今早|早上|突然|不小心|屏幕"
    r"|屏)*(?:[摔磕碰砸掉撞压踩](?:[坏碎破烂了裂]|到?地上|地下)*|碎了?屏|坏|破|碎|烂"
    r"|裂)了?(?![人到着伤])"
)
_THING_SIGNS = frozenset("我他她手眼水保杯暖热饭碗电平键屏耳雨书文")
_BROKEN_SIGNS = frozenset("没莫缺无木找忘红电水体额测温耳枪")
_HOW = (
    r"(?:(?:还|也|又)?(?:有点儿?|有些|有一点|一点|很|好|特别|非常|一直|老是|老|总是|总|突然|忽然|比较|稍微|隐隐|剧烈|略|微微|轻微|还是|还在"
    r"|还|又|在|里|部|上|那里|这里|觉得|感觉|感到|阵阵|持续|都|也|疼得|痛得|胀得))*"
)
_FEELS = (
    r"(?:破了?皮|破了|疼痛|肿痛|酸痛|刺痛|胀痛|绞痛|阵痛|不太?舒服|不适|难受|发炎|又红又肿|又红又痒|又肿又痛|红红的|通红|红肿|发红|充血|红|肿大|肿(?:了?个?包)?|疼|痛"
    r"|酸|胀|晕|昏|痒|哑|干|麻|重|闷|堵|塞|不通气?)(?:得(?:很|厉害|不行|慌|凶|要命|不得了)|死了|极了|坏了|起来?)?(?:了|的)?"
)
_PARTS = {
    "head": "头部?|脑袋|脑壳|脑瓜子?|太阳穴|额头",
    "belly": "肚子|肚皮|肚儿|肚|小肚子|小腹|腹部?|胃部?|肠胃|肚脐眼?",
    "throat": "嗓子眼?|喉咙|咽喉|喉头|咽部?|扁桃体",
    "eye": "眼睛|双眼|左眼|右眼|眼",
    "cheek": "腮帮子?|腮部?|脸颊|左脸|右脸|脸|耳朵?下面?|耳根|腮腺",
    "nose": "鼻子|鼻腔",
    "other": (
        "牙齿?|牙龈|耳朵(?:后面|里面?|边)?|腰|大腿|小腿|腿|脚踝|脚|手腕|手指|手臂|手|背|后背|脖子|颈子|颈椎|胸口?|心口|全身|浑身"
        "|周身|身上|皮肤|膝盖|肩膀|关节|骨头|脚趾|屁股|嘴巴?|舌头|嘴唇"
    ),
}
_BODY = re.compile(
    "|".join(rf"(?P<{name}>{parts})" for name, parts in _PARTS.items()).join(["(?:", ")"])
    + rf"{_HOW}(?P<feels>{_FEELS})"
)
_BETTER = re.compile(
    "|".join(_PARTS.values()).join(["(?:", ")"])
    + r"(?:也|已经|都|现在|今天)*不(?:太)?[疼痛痒晕胀肿难红](?:受|了)+"
)
_LIMB = (
    "头部?|额头|脑袋|手臂|手指头?|手腕|手|脚踝|脚趾头?|脚|腿|膝盖|胳膊|脸|下巴|嘴巴?|眼睛|牙齿?|腰|背"
    "|肩膀|鼻子|屁股"
)
_WOUND = "破|伤|断|裂|骨折|出血|流血|肿|青|(?:了)?个(?:大)?(?:包|口子)|一跤|了一跤|倒"
_BY = (
    "开水|热水|热油|油|火|门|车门|抽屉|石头|砖头?|篮球|足球|球|板凳|凳子|桌子|玻璃|小?刀|铅笔"
    "|摩托车?|电瓶车|三轮车|车"
)
_HURT = re.compile(
    rf"(?:{_LIMB})?(?:[被遭给让](?:{_BY})?)?"
    rf"(?:(?:撞|碰|磕|摔|砸|扭|崴|烫|夹)(?:到|着)?(?:了?(?:{_WOUND})了?|了)"
    rf"|(?<=[头手指腕踝趾脚腿膝盖胳膊脸巴嘴眼睛牙腰背膀鼻])(?:戳|扎|夹|砸|碰|撞|磕|硌|闪)[到着了]+"
    rf"|(?:撞|碰|磕|砸|烫|夹|划|割|戳|扎|砍|切|压|踩|硌)(?:到|着|伤|破)了?(?:{_LIMB})了?"
    rf"|(?:撞|碰|磕|摔|砸|扭|崴|烫|夹|划|割|擦|戳|扎|刮|蹭|压|抓|打|踢|绊)(?:到|着)?了?(?:{_WOUND})了?)"
)
_BITTEN = re.compile(
    r"[被遭给让]?(?:野|别人家的?|邻居家的?)?(?:狗|猫|蛇|蜂子?|马蜂|蜜蜂|虫子?|蚊子|老鼠|毛毛?虫|蜈蚣)给?"
    r"(?:咬|抓|挠|蜇|叮|螫|扑)[了到着伤破]*(?:一口|手|脚|腿|胳膊|脸|屁股)?了?"
)
_BITTEN_SIGNS = frozenset("被遭给让野别邻狗猫蛇蜂马蜜虫蚊老毛蜈")
_HURT_SIGNS = frozenset(
    "被遭给让头额脑手脚腿膝胳脸下嘴眼牙腰背肩鼻屁撞碰磕摔夹砸划割擦扭崴烫戳扎刮蹭压抓打踢绊"
)
_BODY_SIGNS = frozenset(
    "头脑太额肚小腹胃肠嗓喉咽扁眼双左右腮脸耳鼻牙腰大腿脚手背后脖颈胸心全浑周身皮膝肩关骨屁嘴舌"
)
_N = r"(?:\d{1,2}|[一两二三四五六七八九十几半])"
_LEAVE = re.compile(
    rf"(?:已经?)?(?:请|告|续|休)了?(?:{_N}(?:天|日|周|个?星期|个?礼拜|个?月|个?上午|个?下午|节课)|(?:今天|一?上午|早上|一天)的)?的?"
    rf"(?P<why>病|事|丧|婚|产|公)?假(?:了|的)?(?:{_N}(?:天|周|个?星期|个?礼拜|个?月))?"
    rf"|[再多]请(?:了)?{_N}(?:天|日|周|个?星期|个?礼拜)(?!病|事|丧|婚|假)"
)
_LEAVE_SIGNS = frozenset("请告续休已再多")
_WHY: dict[str | None, tuple[Absence, bool]] = {
    None: (Absence.OTHER, False),
    "病": (Absence.SICK, True),
    **dict.fromkeys("事丧婚产公", (Absence.PERSONAL, True)),
}


def leave_for(why: str) -> tuple[Absence, bool]:
    """病 or 事 beside a name: the absence, and that its reason is known."""
    return _WHY[why]


def silent_at(text: str, at: int) -> tuple[int, Token] | None:
    """A room, how often: it says nothing that has to be known."""
    for pattern in (_ROOM, _TIMES):
        if found := pattern.match(text, at):
            return len(found[0]), Token(Kind.FILLER, found[0])
    return None


def again_at(text: str, at: int) -> tuple[int, Token] | None:
    """休息10分钟后: it was measured again then."""
    found = _AFTER.match(text, at)
    return (len(found[0]), Token(Kind.AGAIN, found[0])) if found else None


def address_at(text: str, at: int) -> tuple[int, Token] | None:
    """王主任, 李老师: who is spoken to, or of."""
    found = _ADDRESS.match(text, at) if _may_be_called(text[at]) else None
    return (len(found[0]), Token(Kind.TOPIC, found[0])) if found else None


def _may_be_called(sign: str) -> bool:
    """Whether it is a surname; 和 is a word far oftener: 学生和老师."""
    return surnamed(sign) and sign != "和"


def better_at(text: str, at: int) -> tuple[int, Token] | None:
    """头不疼了: good news, and nothing that has to be known."""
    found = _BETTER.match(text, at) if text[at] in _BODY_SIGNS else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def not_full_at(text: str, at: int) -> tuple[int, Token] | None:
    """还没满21天: it goes on."""
    found = _NOT_FULL.match(text, at) if text[at] in "还尚没未不" else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def lasting_at(text: str, at: int) -> tuple[int, Token] | None:
    """How long: 三天, 半天."""
    found = _LASTING.match(text, at)
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


_BETWEEN = (
    r"(?:了|过|起)?(?:\d{1,2}|[一两二三四五六七八九十几]|好几)?"
    r"(?:次|天|回|晚上|夜|整夜|晚|宿|整晚)?的?"
)
_SPLIT: tuple[tuple[re.Pattern[str], Kind, Symptom | None], ...] = (
    (re.compile(rf"拉{_BETWEEN}(?:肚子|稀)"), Kind.SYMPTOM, Symptom.DIARRHOEA),
    (
        re.compile(r"拉(?:了|过)(?:\d{1,2}|[一两二三四五六七八九十几好多]{1,2})(?:次|回|趟)"),
        Kind.SYMPTOM,
        Symptom.DIARRHOEA,
    ),
    (
        re.compile(r"拉[了过](?:一|半|大半|几|两|好几)[个整]?(?:晚上|晚|夜|宿|天|早上|上午)"),
        Kind.SYMPTOM,
        Symptom.DIARRHOEA,
    ),
    (
        re.compile(
            r"(?:一直|老|总|光|频繁)?跑了?过?(?:\d{1,2}|[一两二三四五六七八九十几好多]{1,2})?[趟次回]?"
            r"(?:茅房|茅厕|茅坑|厕所|卫生间)"
        ),
        Kind.SYMPTOM,
        Symptom.DIARRHOEA,
    ),
    (re.compile(rf"发{_BETWEEN}(?:高|低)?烧"), Kind.FEVER, None),
    (re.compile(rf"流{_BETWEEN}(?:清|黄)?(?:水)?鼻(?:涕|子)"), Kind.SYMPTOM, Symptom.RUNNY_NOSE),
)
_SPLIT_SIGNS = frozenset("拉一老总光频跑发流")
_LEAVING = re.compile(
    r"(?:出|离开|离)(?:过|了)?本?(?:省|市区|市|县城|县|区|镇|村|城|乡|国|境|蓉|渝|京|沪|川|黔|门)(?![区长级医院里])"
)
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff](?:校长|主任|园长|书记|老师|医生|科长|局长|书记|主席|组长)(?![家])"
)
"""Verbs with something between them and what they go with: 拉了三次肚子."""


def complaint_at(text: str, at: int) -> tuple[int, Token] | None:
    """头有点痛, 眼睛又红又痒, 拉了三次肚子."""
    for pattern, kind, symptom in _SPLIT if text[at] in _SPLIT_SIGNS else ():
        if found := pattern.match(text, at):
            return len(found[0]), Token(kind, found[0], symptom)
    if text[at] in _BITTEN_SIGNS and (found := _BITTEN.match(text, at)):
        return len(found[0]), Token(Kind.SYMPTOM, found[0], Symptom.OTHER)
    if text[at] in _HURT_SIGNS and (found := _HURT.match(text, at)):
        return len(found[0]), Token(Kind.SYMPTOM, found[0], Symptom.OTHER)
    if text[at] in "出离" and (found := _LEAVING.match(text, at)):
        return len(found[0]), Token(Kind.TRIP, found[0])
    if text[at] in _BODY_SIGNS and (found := _BODY.match(text, at)):
        return len(found[0]), Token(Kind.SYMPTOM, found[0], _symptom_of(found))
    return None


def _symptom_of(found: re.Match[str]) -> Symptom:
    feels = found["feels"]
    hurts = any(sign in feels for sign in "疼痛舒适难绞")
    if found["throat"]:
        return Symptom.SORE_THROAT
    if found["head"] and any(sign in feels for sign in "疼痛"):
        return Symptom.HEADACHE
    if found["belly"] and hurts:
        return Symptom.ABDOMINAL_PAIN
    if found["eye"] and any(sign in feels for sign in "红充"):
        return Symptom.RED_EYE
    if found["cheek"] and "肿" in feels:
        return Symptom.PAROTID_SWELLING
    if found["nose"] and any(sign in feels for sign in "堵塞通"):
        return Symptom.RUNNY_NOSE
    return Symptom.OTHER


_HOSPITAL = re.compile(
    r"(?:在|去|到|送|送去|送往|送到|转到|转往|前往|上)了?"
    r"(?:[市县区省镇乡村州第一二三四五六七八九十人民中心妇幼儿童附属大学口腔眼科骨胸东西南北新老城关里]{1,8})"
    r"(?:医院|卫生院|保健院|诊所|卫生室|卫生所|门诊部?|院区)(?:里)?"
)


def hospital_at(text: str, at: int) -> tuple[int, Token] | None:
    """在市一医院, 去镇中心卫生院."""
    found = _HOSPITAL.match(text, at) if text[at] in "在去到送转前上" else None
    return (len(found[0]), Token(Kind.WHERE, found[0], Where.HOSPITAL)) if found else None


def thing_fell_at(text: str, at: int) -> tuple[int, Token] | None:
    """手机摔了, 眼镜摔坏了: a thing, and nobody is hurt."""
    found = _THING_FELL.match(text, at) if text[at] in _THING_SIGNS else None
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found else None


def leave_or_broken_at(text: str, at: int) -> tuple[int, Token] | None:
    """请了两天事假, 体温枪没电了."""
    if text[at] in _BROKEN_SIGNS and (found := _BROKEN.match(text, at)):
        return len(found[0]), Token(Kind.BROKEN, found[0])
    if text[at] in _LEAVE_SIGNS and (found := _LEAVE.match(text, at)):
        return len(found[0]), Token(Kind.ABSENT, found[0], _WHY[found["why"]])
    return None
