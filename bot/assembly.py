"""Puts the handlers behind the door: which word and which button leads where."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.page_link import Pages
from handlers import (
    alert_list,
    alerts,
    areas,
    calendar,
    case_opening,
    case_steps,
    case_tasks,
    case_visits,
    cases,
    chase,
    check_in,
    class_roster,
    contacts,
    pack,
    pupil_history,
    reopening,
    report,
    return_log,
    reveal,
    roster_change,
    silent,
    substitute,
    templates,
)
from handlers.check_in_words import figure_meant, said_for
from handlers.commands import table
from handlers.door import Door
from handlers.enrolment import phone, start
from handlers.help import show_help
from handlers.invite import invite, press_invite
from handlers.language import choose_language, press_language
from handlers.nudging import press_mute
from handlers.page import PageDoor
from handlers.reopen_command import reopen
from handlers.report_command import report_command
from handlers.settings import press_settings, settings
from views.page_card import ACTION


def the_door(
    zone: ZoneInfo, language: str, *, channel_time: bool = True, pages: Pages | None = None
) -> Door:
    """Every command and every button of the product. ``pages`` gives links where any are served."""
    return Door(
        commands=table(
            {
                "checkin": check_in.checkin,
                "report": report_command,
                "status": report.status,
                "alerts": alert_list.alerts,
                "areas": areas.areas,
                "cases": cases.cases,
                "chase": chase.chase,
                "substitute": substitute.substitute,
                "roster": class_roster.roster,
                "calendar": calendar.calendar,
                "reopen": reopen,
                "invite": invite,
                "settings": settings,
                "language": choose_language,
                "help": show_help,
                "start": start,
                "phone": phone,
            }
        ),
        presses={
            **dict.fromkeys(check_in.PRESSES, check_in.press),
            **report.PRESSES,
            **pack.PRESSES,
            **pupil_history.PRESSES,
            **templates.PRESSES,
            **chase.PRESSES,
            **calendar.PRESSES,
            **silent.PRESSES,
            **return_log.PRESSES,
            **reveal.PRESSES,
            **substitute.PRESSES,
            **class_roster.PRESSES,
            **roster_change.PRESSES,
            **alerts.PRESSES,
            **alert_list.PRESSES,
            **areas.PRESSES,
            **contacts.PRESSES,
            **cases.PRESSES,
            **case_steps.PRESSES,
            **case_tasks.PRESSES,
            **case_visits.PRESSES,
            **case_opening.PRESSES,
            **reopening.PRESSES,
            ACTION: PageDoor(pages).pressed,
            "say": said_for,
            "figure": figure_meant,
            "mute": press_mute,
            "inv": press_invite,
            "set": press_settings,
            "lang": press_language,
        },
        zone=zone,
        language=language,
        channel_time=channel_time,
    )
