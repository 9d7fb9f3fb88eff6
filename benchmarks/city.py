"""A city's classes for measuring: written straight into the tables."""

from __future__ import annotations

from datetime import date

from storage.transaction import Transaction

PUPILS = 45
CLASSES_OF_SCHOOL = 20


def a_city_of_classes(
    tx: Transaction, classes: int, first_chat: int, today: date, now_ms: int
) -> None:
    """``classes`` classes of 45 pupils, each with an enrolled head teacher, a round of today and
    a question that was sent. Rounds have the ids 1, 2, 3 ...
    """
    c = tx.connection
    c.execute("INSERT INTO unit (id, code, name, kind) VALUES (1, 'city', '市', 'city')")
    c.execute("INSERT INTO unit_tree (unit_id, ancestor_id, depth) VALUES (1, 1, 0)")
    day = today.isoformat()
    for number in range(classes):
        if number % CLASSES_OF_SCHOOL == 0:
            school = 2 + number // CLASSES_OF_SCHOOL
            c.execute(
                "INSERT INTO unit (id, code, name, kind, parent_id, school_id)"
                " VALUES (?1, 's' || ?1, '学校' || ?1, 'school', 1, ?1)",
                (school,),
            )
            c.execute("INSERT INTO unit_tree VALUES (?1, ?1, 0), (1, ?1, 1)", (school,))
        _a_class(tx, number, school, first_chat, day, now_ms)


def _a_class(
    tx: Transaction, number: int, school: int, first_chat: int, day: str, now_ms: int
) -> None:
    c = tx.connection
    unit, person, round_id = 100_000 + number, number + 1, number + 1
    c.execute(
        "INSERT INTO unit (id, code, name, kind, parent_id, school_id)"
        " VALUES (?1, 'c' || ?1, '三年级' || ?1 || '班', 'class', ?2, ?2)",
        (unit, school),
    )
    c.execute("INSERT INTO unit_tree VALUES (?1, ?1, 0), (?2, ?1, 1), (1, ?1, 2)", (unit, school))
    c.execute("INSERT INTO person (id, code, name) VALUES (?1, 'p' || ?1, '老师')", (person,))
    c.execute(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        (person, unit),
    )
    c.execute(
        "INSERT INTO chat (channel, address, person_id, enrolled_ms) VALUES ('telegram', ?, ?, 0)",
        (str(first_chat + number), person),
    )
    c.executemany(
        "INSERT INTO pupil (id, number, name) VALUES (?, ?, '学生')",
        [(number * PUPILS + n, str(number * PUPILS + n)) for n in range(PUPILS)],
    )
    c.executemany(
        "INSERT INTO enrolment (pupil_id, class_id, seat) VALUES (?, ?, ?)",
        [(number * PUPILS + n, unit, n) for n in range(PUPILS)],
    )
    c.execute(
        "INSERT INTO round (id, day, unit_id, school_id, cut_off_ms, lock_ms, fever_threshold)"
        " VALUES (?, ?, ?, ?, ?, ?, 3730)",
        (round_id, day, unit, school, now_ms + 3_600_000, now_ms + 7_200_000),
    )
    c.execute(
        "INSERT INTO outbox (kind, subject, chat_id, version, priority, round_id, body, state,"
        " reference, created_ms) VALUES ('ask', ?1, (SELECT id FROM chat WHERE person_id = ?2), 0,"
        " 4, ?1, '{}', 'sent', '7', 0)",
        (round_id, person),
    )
