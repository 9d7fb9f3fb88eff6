"""/report: a report, an inspection pack, or a form filled, by the words after it."""

from __future__ import annotations

from handlers.pack import ask_pack, names_pack
from handlers.report import report
from handlers.templates import asks_for_list, fill_named, list_templates, template_named
from handlers.visit import Visit


def report_command(visit: Visit, argument: str) -> None:
    """What is named: 台账, 模板, a template's name; else a report."""
    if names_pack(argument):
        ask_pack(visit, argument)
    elif asks_for_list(argument):
        list_templates(visit, argument)
    elif (named := template_named(visit, argument)) is not None:
        fill_named(visit, *named)
    else:
        report(visit, argument)
