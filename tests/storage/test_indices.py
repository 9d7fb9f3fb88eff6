"""What is asked all morning must not read what past days have left behind (`make bench`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.named import queries
from tests.morning import transaction

ASKED_ALL_MORNING = [
    # An answer: which updates are open, and what the class said last.
    ("inbox", "open_updates", "inbox_open"),
    ("inbox", "finish_up_to", "inbox_open"),
    ("rounds", "last_before", "round_of_school"),
    ("outbox", "questions_of_round", "outbox_of_round"),
    # A tick: what is due, and for which classes.
    ("days", "due", "day_step_owed"),
    ("alerts", "due", "alert_next"),
    ("alerts", "due", "alert_warn"),
    ("cases", "due_schools", "case_next"),
    ("cases", "due_in_school", "case_next_of_school"),
    ("cases", "by_id", "case_event_of"),
    ("cases", "was_asked", "case_event_of"),
    ("cases", "ending_in_school", "case_ended"),
    ("cases", "open_in_school", "case_open"),
    ("cases", "events", "case_event_of"),
    ("cases", "of_alert_person", "case_of_alert"),
    ("roster", "units_below", "unit_tree_down"),
    ("rounds", "of_school", "round_of_school"),
    ("rounds", "opened", "round_of_school"),
    ("calendar", "chains", "unit_of_school"),
    ("calendar", "spans_up", "calendar_span_of_unit"),
    ("calendar", "spans_down", "calendar_span_of_unit"),
    ("calendar", "returns_up", "return_day_of_unit"),
    ("calendar_changes", "untold", "calendar_change_untold"),
    ("calendar_changes", "heard_of", "sqlite_autoindex_outbox_1"),
    # The pump: who is next.
    ("outbox", "pending_heads", "outbox_due"),
    # An abnormal answer, and what somebody does about it.
    ("alerts", "of_round", "alert_of_round"),
    ("alerts", "people", "alert_person_once"),
    ("alerts", "events", "alert_event_of"),
    ("alerts", "open_in_school", "alert_open"),
    ("reports", "alerts_of_school", "alert_of_school"),
    # A journey, and a list of risk areas that has changed.
    ("areas", "over", "area_of_unit"),
    ("exposures", "of_round", "exposure_once"),
    ("exposures", "told_before", "exposure_of_pupil"),
    ("exposures", "journeys", "round_of_school"),
    ("exposures", "under", "exposure_of_day"),
    ("exposures", "counts_of_day", "round_of_school"),
    ("alerts", "told_before", "alert_of_school"),
    # A report of a school, or of a part of it.
    ("reports", "counts", "round_of_school"),
    ("reports", "findings", "round_of_school"),
    ("reports", "outstanding", "round_of_school"),
    ("reports", "classes", "round_of_school"),
    # A report above the schools.
    ("papers", "stands_in", "pupil_by_name"),
    ("papers", "stands_in", "person_by_name"),
    ("reports", "counts_above", "unit_school"),
    ("reports", "counts_above", "round_of_school"),
    ("reports", "findings_above", "round_of_school"),
    ("roster", "children", "unit_of_parent"),
]


PARAMETERS = (
    *("channel", "update_id", "most", "parts"),
    *("unit_id", "school_id", "kind", "day", "round_id", "now_ms", "alert_id"),
    *("id", "case_id", "alert_person", "day_before"),
    *("first_day", "last_day", "without", "first", "last", "after"),
    *("since", "pupil_id", "person_id", "place", "rule"),
)


@pytest.mark.parametrize(("file", "name", "index"), ASKED_ALL_MORNING)
def test_a_query_of_every_morning_goes_by_its_index(
    file: str, name: str, index: str, tmp_path: Path
) -> None:
    sql = getattr(queries(file), name).sql
    with transaction(tmp_path / "empty.db") as tx:
        named = dict.fromkeys(PARAMETERS, 1)
        plan = [row[3] for row in tx.connection.execute(f"EXPLAIN QUERY PLAN {sql}", named)]
    assert any(index in line for line in plan), plan
    scanned = [line for line in plan if line.startswith("SCAN") and "INDEX" not in line]
    assert [line for line in scanned if "CONSTANT" not in line] == []


def test_the_first_note_of_each_chat_is_due_the_most_urgent_first(tmp_path: Path) -> None:
    with transaction(tmp_path / "notes.db") as tx:
        for chat in (1, 2, 3, 4):
            tx.connection.execute(
                "INSERT INTO chat (id, channel, address) VALUES (?1, 'telegram', ?1)", (chat,)
            )
        tx.connection.executemany(
            "INSERT INTO outbox (id, kind, subject, chat_id, version, priority, body, state,"
            " not_before_ms, created_ms) VALUES (?1, 'ask', ?1, ?2, 0, ?3, '{\"want\": \"ask\"}',"
            " ?4, ?5, 0)",
            [
                (1, 1, 4, "pending", 0),
                (2, 1, 0, "pending", 0),  # the same chat, and more urgent
                (3, 2, 0, "pending", 500),  # its time has not come
                (4, 2, 4, "pending", 0),
                (5, 2, 4, "pending", 0),  # as urgent, and later
                (6, 3, 0, "pending", 0),
                (7, 3, 1, "sending", 0),  # something is on its way to this chat
                (8, 4, 3, "pending", 0),
                (9, 4, 2, "sent", 0),
            ],
        )
        assert [note.id for note in tx.outbox.due(100, 10)] == [2, 8, 4]
        assert [note.id for note in tx.outbox.due(500, 10)] == [2, 3, 8]
        assert [note.id for note in tx.outbox.due(100, 1)] == [2]
