"""What everybody does in the simulated week, day by day; names are typed wherever one may type."""

from __future__ import annotations

from datetime import date, timedelta

from tests.clock import MONDAY
from tests.handlers.reading import presses_everything
from tests.handlers.test_templates import keep, letter, workbook
from tests.stories.week import ABOVE, CLASSES, FAR, FAR_CLASSES, Week

A, B, C = CLASSES
D, E = (f"{FAR}{name}" for name in FAR_CLASSES)
OFFICER, FAR_OFFICER = "health_officer", f"{FAR}health_officer"
MON, TUE, WED, THU, FRI, SAT, SUN = (
    date.fromisoformat(MONDAY) + timedelta(days=n) for n in range(7)
)
EVENING = ("10:00", "16:00", "18:00", "19:00")
ASKED = (
    "报表", "报表 Excel", "报表 csv", "报表 json", "报表 word", "报表 pdf", "报表 图片",
    "报表 本周", "报表 本周 Excel", "报表 本周 csv", "报表 本周 json", "报表 本周 word",
    "报表 昨天 json", "报表 11月", "状态", "预警", "个案", "风险地区", "日历", "花名册", "催报",
    "代班", "设置", "重开", "报表 模板", "报表 名单", "报表 区表", "报表 区文", "帮助", "晨检",
)  # fmt: skip
ASKED_ABOVE = (
    "报表 hc", "报表 hc Excel", "报表 hc csv", "报表 hc json", "报表 hc word", "报表 hc pdf",
    "报表 hc-c1 json", "报表 hc-c1 Excel", "报表 hc 本周", "报表 hc 本周 Excel",
    "报表 hc 本周 json", "报表 hc 名单", "报表 lb json", "报表 lb 本周 csv", "状态 hc",
    "状态 lb", "预警 hc", "预警 lb", "日历 hc", "日历 hc-c1", "日历 lb", "催报 hc",
    "报表 台账 和川镇中心小学 11月", "报表 台账 柳坝小学 11月",
)  # fmt: skip


async def the_week(week: Week) -> None:
    """Monday to Sunday."""
    for a_day in (monday, tuesday, wednesday, thursday, friday, saturday, sunday):
        await a_day(week)


async def morning_of(week: Week, day: date) -> None:
    """The day is planned and the classes are asked."""
    await week.at("05:00", day)
    await week.at("07:30")


async def rest_of(week: Week) -> None:
    """Every step of the day until the lists of the evening."""
    for now in ("08:00", "08:20", "08:40", "09:00", "09:15", *EVENING):
        await week.at(now)


async def monday(week: Week) -> None:
    """Fevers, absences, journeys, a draft, a cluster, alerts with notes, the list of risk areas."""
    n = week.name
    for key in ("liaison", "city"):
        await week.acts(key, "/language en")
    await morning_of(week, MON)
    await week.acts(A, f"{n(A, 1)}38.7咳嗽在家 {n(A, 2)}事假 其余正常", "[提交]")
    note = f"{n(A, 1)}妈妈来接，小{n(A, 1)[1:]}没有大碍"
    await week.acts(OFFICER, "[我来处理]", "[备注]", note, "[已就医]")
    await week.acts(B, "[发热]", f"[{n(B, 1)}]", "39.1", "[跳过]", "[在家]")
    await week.acts(C, "[外出]", f"[{n(C, 2)}]", f"跟{n(C, 3)}去瑞丽", "[跳过]")
    await week.acts(C, f"{n(C, 1)}爸爸昨天从瑞丽回来", "[提交]")
    await week.acts(E, "[外出]", f"[{n(E, 2)}]", f"和{n(D, 4)}去外婆家", "[跳过]", "[提交]")
    ill = " ".join(f"{n(D, seat)}38.{10 - seat}呕吐在家" for seat in (1, 2, 3))
    await week.acts(D, f"{ill} 其余正常", "[提交]")
    await week.acts(FAR_OFFICER, "[我来处理]", "[已报疾控]", f"电话报的，说了{n(D, 1)}38.9")
    for now in ("08:00", "08:20", "08:40", "09:00", "09:15", "10:20"):
        await week.at(now)
    await week.acts(A, "[更正]", f"{n(A, 3)}38.2咳嗽在家 {n(A, 4)}38.4咳嗽在家", "[提交]")
    await week.acts(OFFICER, "/areas 云南省瑞丽市 中风险 11月10日起", "[✅ 确认]")
    await week.acts(OFFICER, f"/areas {n(A, 5)}家 高风险 11月10日起", "[✅ 确认]")
    await week.acts("principal", f"因{n(A, 1)}确诊水痘停课 11月26日 一年级1班")
    for now in EVENING[1:]:
        await week.at(now)


async def tuesday(week: Week) -> None:
    """Cases: opened, visited with remarks, extended, a release refused and one granted, contacts,
    the page for the file; an inspector's finding; a hand-over; a pupil changes class.
    """
    n = week.name
    await morning_of(week, TUE)
    for typed in (f"{week.number(B, 1)} 居家隔离 11-20", f"{week.number(A, 6)} 居家隔离 11-09"):
        await week.acts(OFFICER, f"个案 新建 {typed}", "[建档]")
    await week.acts(FAR_OFFICER, f"个案 新建 {week.number(E, 1)} 密接 11-20", "[建档]")
    await week.acts(OFFICER, f"个案 {n(A, 6)}", "[核酸阴性]", "[解除]")
    await week.acts("liaison", "个案 整改 门口没有测温枪 12-1")
    await week.acts("admin", f"个案 整改 {n(A, 1)}的课桌没有消毒 12-1")
    await week.acts(A, f"{n(A, 1)}在家休息 {n(A, 3)}36.5 {n(A, 4)}36.6 其余正常", "[提交]")
    await week.acts(C, f"代班 {week.called(f'deputy {C}')} 明天-周五", "[确认]", "全班正常")
    await rest_of(week)
    await week.acts(B, f"[{n(B, 1)}]", f"37.8 想家，说{n(B, 2)}欺负他")
    await week.acts(B, "个案", f"[{n(B, 1)}]", "[✅ 正常]")
    await week.acts(OFFICER, f"个案 {n(B, 1)}", "[+7天]", "[解除]", "[📄 Word]")
    await week.acts(OFFICER, f"个案 {n(B, 1)}", "[阳性]", "[确认阳性]")
    await week.acts(OFFICER, "[接触者排查]", "[为 5 人开个案]", "[开 5 个个案]")
    await week.acts("admin", f"花名册 转班 {B} {n(B, 3)} {A} 明天", "[跳过]", "[确认]")
    await week.acts("admin", f"花名册 插班 {C} {n(C, 1)[0]}癸亥 XH7999 女 明天", "[跳过]", "[确认]")


async def wednesday(week: Week) -> None:
    """Everybody asks for everything; the schools and the district have forms of their own."""
    n = week.name
    await morning_of(week, WED)
    await week.acts(A, f"{n(A, 1)}38.7在家 其余正常", "[提交]")
    await rest_of(week)
    await keeps_forms(week)
    for key in (A, D, f"deputy {A}", "leader 一年级", *inside(), *ABOVE):
        for typed in ASKED:
            await week.person(key).types(typed)
    await week.acts("principal", "报表 台账 11月")
    await week.acts(f"{FAR}principal", "报表 台账 11月")
    await week.packs()
    await week.acts("principal", "报表 11月", "[查看姓名]", "[核实病情]")


async def thursday(week: Week) -> None:
    """The fever was a mistake; what was locked is opened again, with a reason."""
    n = week.name
    await morning_of(week, THU)
    await week.acts(B, f"{n(B, 4)}38.2在家 其余正常", "[提交]")
    await week.acts(OFFICER, "[我来处理]")
    await week.acts(B, "[更正]", f"[去掉 {n(B, 4)}]", "[提交]", "[确定]")
    await rest_of(week)
    await week.acts(A, "晨检")
    await week.acts(B, "[更正]", "[申请重开]")
    await week.acts("admin", "[重开]", "[其他原因]", f"{n(B, 4)}家长说还在发烧")
    await week.acts(B, f"{n(B, 4)}38.4在家 其余正常", "[提交]")


async def friday(week: Week) -> None:
    """A pupil leaves, a teacher is ill, nobody answers for the second class."""
    n = week.name
    await morning_of(week, FRI)
    await week.acts(A, "[我本人不适]")
    await week.acts(A, f"{n(A, 1)}已返校 其余正常", "[提交]")
    await week.acts("admin", f"花名册 转出 {C} {n(C, 4)} 今天", "[确认]")
    await rest_of(week)


async def saturday(week: Week) -> None:
    """No school; those who are followed are followed."""
    await week.at("05:00", SAT)
    await rest_of(week)


async def sunday(week: Week) -> None:
    """Whoever may see no name asks for everything once more and presses every button there is."""
    await week.at("05:00", SUN)
    await rest_of(week)
    for key in ABOVE:
        for typed in (*ASKED, *ASKED_ABOVE):
            await week.person(key).types(typed)
        await week.packs()
        await presses_everything(week.person(key), most=150)
        await week.packs()


async def goes_wrong(week: Week) -> None:
    """What nobody can read stands where names stand: a pack and a look at the day fail over it."""
    name = week.name(A, 1)
    await week.write("UPDATE alert_person SET outcome = ?", name)
    await week.write("UPDATE answer SET body = ?", f'{{"pupils": "{name} 38.7"}}')
    await week.write("UPDATE draft SET body = ?", f'{{"pupils": "{name} 38.7"}}')
    await week.person("principal").types("报表 台账 11月")
    await week.packs()


def inside() -> list[str]:
    """The offices of both schools."""
    offices = ("principal", OFFICER, "admin")
    return [f"{school}{office}" for school in ("", FAR) for office in offices]


async def keeps_forms(week: Week) -> None:
    """A school and the district have forms that ask for names."""
    table = workbook({"A1": "{{异常.姓名}}", "B1": "{{异常.情况}}", "C1": "{{异常.班级}}"})
    paper = letter("{{总体情况}}", "{{异常.姓名}}", "{{异常情况.文字}}")
    await keep(week.person("admin"), "名单.xlsx", table)
    await keep(week.person("district"), "区表.xlsx", table)
    await keep(week.person("district"), "区文.docx", paper)
