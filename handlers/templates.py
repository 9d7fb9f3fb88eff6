"""Templates (模板): filled by their name, listed, put in force, taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from unicodedata import normalize

from domain.calendar import Period
from domain.choice import Choice, UnreadableChoice, base36, from36
from domain.errors import NotYours
from domain.message import Message
from domain.note import Wanted
from domain.paper import NoSuchTemplate
from domain.report_request import MOST_DAYS, PeriodTooLong, TableTooLong, days_of, days_words
from domain.roster import Unit
from domain.viewer import is_whole, keeps_records, reads_report
from handlers.report import (
    LONGEST,
    READERS,
    ask_which,
    days_and_name,
    full_name,
    own_units,
    units_called,
)
from handlers.shown import show_below_file
from handlers.visit import Visit
from storage.templates import Template
from views import templates as view
from views.templates import ACTION
from views.words import say, text

WORDS = frozenset({"模板", "模版", "template", "templates"})
"""The words after /report that list them."""
MOST_ROWS = 5_000
"""Classes times days that a form is filled with: a second or two, and more than any form is for."""
_EACH_CLASS = frozenset({"class", "finding", "outstanding"})


def asks_for_list(argument: str) -> bool:
    """Whether the templates are to be listed."""
    return argument.strip().casefold() in WORDS


def list_templates(visit: Visit, argument: str) -> None:
    """``/report 模板``: what there is to fill for the own units. Raises NotYours."""
    visit.reply(_listed(visit))


def _listed(visit: Visit) -> Message:
    own = own_units(visit, READERS)
    today = days_words(Period(visit.day, visit.day))
    kept = []
    for template in _visible(visit, own):
        unit = visit.tx.roster.unit(template.unit_id)
        if unit is not None:
            of = _first_under(visit, own, unit)
            fill = Choice(ACTION, template.id, argument=f"fill:{today}:{base36(of.id)}")
            name = full_name(visit, unit)
            kept.append((template.id, template.name, name, _keeps(visit, unit), fill))
    keeper = bool(kept_units(visit))
    return view.listed(visit.language, kept, keeper=keeper)


def template_named(visit: Visit, argument: str) -> tuple[str, list[str]] | None:
    """The name of a template among the words, and the other words; None where there is none."""
    words = argument[:LONGEST].split()
    if not words:
        return None
    own = own_units(visit, READERS)
    known = {_plain(one.name): one.name for one in _visible(visit, own)}
    for at, word in enumerate(words):
        name = known.get(_plain(word))
        if name is not None:
            return name, [*words[:at], *words[at + 1 :]]
    return None


def fill_named(visit: Visit, name: str, words: Sequence[str]) -> None:
    """``/report 疫情日报表 昨天 [unit]``: the form of that name, filled.

    Raises UnknownUnit, NoSuchTemplate, TableTooLong.
    """
    own = own_units(visit, READERS)
    period, of = days_and_name(visit, words, own, Period(visit.day, visit.day))
    units = units_called(visit, of, own)
    if len(units) == 1:
        _fill(visit, _of_unit(visit, units[0], name), units[0], period)
        return
    days, choices = days_words(period), []
    for unit in units:
        template = _of_unit(visit, unit, name)
        argument = f"fill:{days}:{base36(unit.id)}"
        choices.append((unit, Choice(ACTION, template.id, argument=argument)))
    ask_which(visit, "report.choose", choices, of)


def template_pressed(visit: Visit, choice: Choice) -> None:
    """Any button about a template. Raises NotYours, UnreadableChoice, NoSuchTemplate."""
    verb, _, rest = choice.argument.partition(":")
    if verb == "all":
        visit.reply(view.all_fields_told(visit.language))
        return
    if verb == "src":
        _send_source(visit, choice.subject)
        return
    template = visit.tx.templates.get(choice.subject)
    if template is None:
        raise UnreadableChoice
    handler = _VERBS.get(verb)
    if handler is None:
        raise UnreadableChoice
    handler(visit, template, rest)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {ACTION: template_pressed}


def kept_units(visit: Visit) -> list[Unit]:
    """The schools and units above whose templates this person keeps."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {
        duty.unit.id: duty.unit
        for duty in duties
        if is_whole(duty.unit.kind) and keeps_records([(duty.role, duty.unit.kind)])
    }
    return list(units.values())


def _press_fill(visit: Visit, template: Template, rest: str) -> None:
    days, _, of = rest.partition(":")
    period, unit = days_of(days), visit.tx.roster.unit(from36(of))
    if period is None or unit is None:
        raise UnreadableChoice
    visit.toasted(say(visit.language, "report.coming"))
    _fill(visit, template, unit, period)


def _press_on(visit: Visit, template: Template, rest: str) -> None:
    """[启用]: it counts for a unit from now on. Only who sent it decides."""
    unit = visit.tx.roster.unit(from36(rest))
    if unit is None or template.by_person != visit.person_id or not _keeps(visit, unit):
        raise NotYours
    if not is_whole(unit.kind) or not visit.tx.templates.put_in_force(template, unit.id):
        raise UnreadableChoice
    visit.tx.audit.add(visit.now_ms, visit.person_id, "template_on", unit.id, str(template.id))
    visit.toasted(say(visit.language, "template.toast_on"))
    words = text(visit.language, "template.is_on", name=template.name, unit=unit.name)
    show_below_file(visit, Message(words))


def _press_no(visit: Visit, template: Template, rest: str) -> None:
    if template.by_person != visit.person_id:
        raise NotYours
    if template.state != "proposed" or not visit.tx.templates.end(template):
        raise UnreadableChoice
    visit.toasted(say(visit.language, "template.toast_no"))
    show_below_file(visit, Message(text(visit.language, "template.is_no", name=template.name)))


def _press_end(visit: Visit, template: Template, rest: str) -> None:
    """[停用]: it is filled no more."""
    unit = visit.tx.roster.unit(template.unit_id)
    if unit is None or not _keeps(visit, unit):
        raise NotYours
    if template.state != "in_force" or not visit.tx.templates.end(template):
        raise UnreadableChoice
    visit.tx.audit.add(visit.now_ms, visit.person_id, "template_off", unit.id, str(template.id))
    visit.toasted(say(visit.language, "template.is_off", name=template.name))
    visit.show(_listed(visit))


_VERBS: Mapping[str, Callable[[Visit, Template, str], None]] = {
    "fill": _press_fill,
    "on": _press_on,
    "no": _press_no,
    "end": _press_end,
}


def _send_source(visit: Visit, template_id: int) -> None:
    """The form itself, or the one that comes along, for whoever keeps templates."""
    template = visit.tx.templates.get(template_id) if template_id else None
    unit = None if template is None else visit.tx.roster.unit(template.unit_id)
    if template_id and (unit is None or not _keeps(visit, unit)):
        raise NotYours
    if not kept_units(visit):
        raise NotYours
    visit.reply(Wanted("template_source", {"template": template_id}), kind="file")


def _fill(visit: Visit, template: Template, unit: Unit, period: Period) -> None:
    """Have it filled. Raises NotYours, NoSuchTemplate, PeriodTooLong, TableTooLong."""
    if not reads_report(visit.roles_over(unit.id)):
        raise NotYours
    above = {one.id for one in visit.tx.roster.upward(unit.id)}
    if template.state != "in_force" or template.unit_id not in above:
        raise NoSuchTemplate(name=template.name)
    if len(period) > MOST_DAYS:
        raise PeriodTooLong(most=MOST_DAYS)
    each_class = template.lists & _EACH_CLASS
    if each_class and visit.tx.ledger.size(unit, period) > MOST_ROWS:
        raise TableTooLong(most=MOST_ROWS)
    about = {
        "template": template.id,
        "unit": unit.id,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }
    visit.reply(Wanted("template", about), kind="file")


def _visible(visit: Visit, own: Sequence[Unit]) -> list[Template]:
    """The templates kept for the own units, above them and below them."""
    found = {one.id: one for unit in own for one in visit.tx.templates.about(unit.id)}
    return list(found.values())


def _of_unit(visit: Visit, unit: Unit, name: str) -> Template:
    """The nearest template of a name for a unit. Raises NoSuchTemplate."""
    above = {one.id for one in visit.tx.roster.upward(unit.id)}
    for template in visit.tx.templates.about(unit.id):
        if template.unit_id in above and _plain(template.name) == _plain(name):
            return template
    raise NoSuchTemplate(name=name)


def _first_under(visit: Visit, own: Sequence[Unit], kept_by: Unit) -> Unit:
    """The unit a template is filled for by a press: an own one below its keeper, else that."""
    under = (one for one in own if visit.tx.roster.is_below(one.id, kept_by.id))
    return next(under, kept_by)


def _keeps(visit: Visit, unit: Unit) -> bool:
    return keeps_records(visit.roles_over(unit.id))


def _plain(name: str) -> str:
    return normalize("NFKC", name).casefold()
