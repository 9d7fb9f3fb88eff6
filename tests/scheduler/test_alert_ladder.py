"""Nobody takes an alert over: it is said again, one level up, and again; each time once."""

from __future__ import annotations

from domain.alert import AlertKind, Outcome, Standing, Urgency
from domain.alert_rules import MINUTE_MS
from domain.roster import Role, UnitKind
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.scheduler.morning import DAY, Morning
from tests.school import CLASSES, a_chat, a_person, a_unit

FIRST, SECOND, THIRD = CLASSES
SCHOOL = ["health_officer", "principal"]


async def _raised(
    morning: Morning, name: str = FIRST, urgency: Urgency = Urgency.LOW, after: int | None = 10
) -> int:
    """An alert as the handlers raise it now: the first rung is due in so many minutes."""
    now_ms, school = morning.clock.now_ms(), morning.school
    raised: list[int] = []

    def piece(tx: Transaction) -> None:
        new = NewAlert(
            AlertKind.FINDING, DAY, school.id, school.classes[name], urgency, said_ms=now_ms
        )
        alert_id = tx.alerts.raise_(new)
        tx.alerts.join(alert_id, [(school.pupils[name][0], None)], Standing.SAID, now_ms)
        tx.alerts.set_next(alert_id, None if after is None else now_ms + after * MINUTE_MS)
        tx.alerts.tell(alert_id, [school.chats[key] for key in SCHOOL], now_ms)
        raised.append(alert_id)

    await morning.write(piece)
    await morning.all_sent()
    return raised[0]


async def _waiting(morning: Morning) -> list[tuple[str, bool]]:
    """Who was told of alerts that nobody owns, and whether that changed a former message."""
    said = await morning.said("alert")
    return [(note.to, note.edits) for note in said if note.subject.startswith("waiting")]


async def _new(morning: Morning) -> list[str]:
    return sorted(to for to, edits in await _waiting(morning) if not edits)


async def _own(morning: Morning, alert_id: int, key: str = "health_officer") -> None:
    now_ms = morning.clock.now_ms()
    person = morning.school.people[key]
    await morning.write(
        lambda tx: tx.alerts.claim(alert_id, person, now_ms, now_ms + 120 * MINUTE_MS)
    )


def _city(tx: Transaction, district: int) -> None:
    """A city above the district, with an admin who can be reached."""
    city = a_unit(tx, "city", "云城市", UnitKind.CITY, None)
    tx.connection.execute(
        "INSERT INTO unit_tree (ancestor_id, unit_id, depth)"
        " SELECT ?1, unit_id, depth + 1 FROM unit_tree WHERE ancestor_id = ?2",
        (city, district),
    )
    a_chat(tx, a_person(tx, "city-admin", {Role.ADMIN: city}))


async def test_after_ten_minutes_it_is_said_again_and_one_level_up(morning: Morning) -> None:
    await morning.at("07:41")
    await _raised(morning)
    await morning.at("07:50")
    assert await _waiting(morning) == []
    await morning.at("07:51")
    assert await _new(morning) == ["district", *SCHOOL]
    await morning.all_sent()
    await morning.at("07:52")
    assert len(await _waiting(morning)) == 3


async def test_after_twenty_it_goes_one_level_further_up_and_no_further(morning: Morning) -> None:
    await morning.write(lambda tx: _city(tx, morning.school.district))
    await morning.at("07:41")
    await _raised(morning)
    await morning.at("07:51")
    await morning.all_sent()
    await morning.at("08:01")
    assert await _new(morning) == sorted(["?", "district", *SCHOOL, *SCHOOL])
    await morning.all_sent()
    await morning.at("10:00")
    assert len(await _new(morning)) == 6


async def test_a_clock_that_jumps_does_both_rungs_once(morning: Morning) -> None:
    await morning.write(lambda tx: _city(tx, morning.school.district))
    await morning.at("07:41")
    alert = await _raised(morning)
    await morning.at("09:30")
    assert await _new(morning) == sorted(["?", "district", *SCHOOL])
    found = await morning.database.read(lambda tx: tx.alerts.get(alert))
    assert found is not None
    assert (found.rung, found.next_ms) == (2, None)


async def test_another_process_after_a_stop_says_it_once(morning: Morning) -> None:
    await morning.at("07:41")
    await _raised(morning)
    morning.stops()
    await morning.at("07:55")
    morning.stops()
    await morning.at("07:56")
    assert await _new(morning) == ["district", *SCHOOL]


async def test_whoever_takes_it_over_in_time_stops_the_ladder(morning: Morning) -> None:
    await morning.at("07:41")
    alert = await _raised(morning)
    await morning.at("07:45")
    await _own(morning, alert)
    await morning.at("08:30")
    assert await _waiting(morning) == []


async def test_several_within_five_minutes_are_one_message_that_is_changed(
    morning: Morning,
) -> None:
    await morning.at("07:41")
    await _raised(morning, FIRST)
    await morning.at("07:44")
    await _raised(morning, SECOND)
    await morning.at("07:51")
    await morning.all_sent()
    await morning.at("07:54")
    assert await _new(morning) == ["district", *SCHOOL]
    changed = [to for to, edits in await _waiting(morning) if edits]
    assert sorted(changed) == ["district", *SCHOOL]


async def test_what_is_urgent_always_makes_a_sound(morning: Morning) -> None:
    await morning.at("07:41")
    await _raised(morning, FIRST)
    await morning.at("07:44")
    await _raised(morning, SECOND, Urgency.HIGH)
    await morning.at("07:51")
    await morning.all_sent()
    await morning.at("07:54")
    assert await _new(morning) == sorted(["district", *SCHOOL] * 2)


async def test_times_and_hearers_are_settings_of_the_school(morning: Morning) -> None:
    values = {
        "alert_to": "officer",
        "alert_again_minutes": "3",
        "alert_again_to": "admin",
        "alert_further_minutes": "0",
    }

    def piece(tx: Transaction) -> None:
        for key, value in values.items():
            tx.settings.put(morning.school.id, key, value, by=None, at_ms=0)

    await morning.write(piece)
    await morning.at("07:41")
    await _raised(morning, after=3)
    await morning.at("07:44")
    assert await _new(morning) == ["admin", "health_officer"]
    await morning.at("09:00")
    assert len(await _new(morning)) == 2


async def test_where_nobody_is_above_the_school_it_is_still_said_again(morning: Morning) -> None:
    await morning.write(
        lambda tx: tx.connection.execute(
            "UPDATE chat SET reachable = 0 WHERE id = ?", (morning.school.chats["district"],)
        )
    )
    await morning.at("07:41")
    await _raised(morning)
    await morning.at("07:51")
    assert await _new(morning) == SCHOOL


async def test_where_nobody_who_hears_first_can_be_reached_the_admin_hears(
    morning: Morning,
) -> None:
    await morning.at("07:41")
    await _raised(morning)
    keys = [*SCHOOL, "district"]
    await morning.write(
        *(
            lambda tx, key=key: tx.chats.set_reachable(morning.school.chats[key], False)
            for key in keys
        )
    )
    await morning.at("07:51")
    assert await _new(morning) == ["admin"]


async def test_what_is_not_urgent_climbs_no_further_in_the_quiet_hours(morning: Morning) -> None:
    await morning.at("21:55")
    await _raised(morning)
    await morning.at("22:05")
    assert await _waiting(morning) == []
    await morning.at("2026-11-24 06:00")
    assert await _new(morning) == ["district", *SCHOOL]


async def test_what_is_urgent_climbs_at_night(morning: Morning) -> None:
    await morning.at("21:55")
    await _raised(morning, urgency=Urgency.HIGH)
    await morning.at("22:05")
    assert await _new(morning) == ["district", *SCHOOL]


async def test_the_owner_is_reminded_of_the_outcome_once(morning: Morning) -> None:
    await morning.at("07:41")
    alert = await _raised(morning)
    await morning.at("07:43")
    await _own(morning, alert)
    cards = len(await morning.said("alert"))
    await morning.at("09:42")
    assert len(await morning.said("alert")) == cards
    await morning.at("09:43")
    await morning.at("12:00")
    said = (await morning.said("alert"))[cards:]
    assert [note.to for note in said if not note.edits] == ["health_officer"]
    assert {note.to for note in said} == {"health_officer"}, "and the card above points down to it"


async def test_an_owner_who_serves_no_longer_owns_nothing(morning: Morning) -> None:
    await morning.at("07:41")
    alert = await _raised(morning)
    await _own(morning, alert)
    await morning.write(
        lambda tx: tx.connection.execute(
            "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?",
            (morning.school.people["health_officer"],),
        )
    )
    await morning.at("09:43")
    found = await morning.database.read(lambda tx: tx.alerts.get(alert))
    assert found is not None
    assert found.waits
    said = [note for note in await morning.said("alert") if not note.edits]
    assert said[-1].to == "principal"
    await morning.all_sent()
    await morning.at("09:53")
    assert await _new(morning) == ["district", "principal"]


async def _clocks(morning: Morning) -> list[str]:
    """Who was told of the alert itself once more since it was raised."""
    said = [note for note in await morning.said("alert") if note.subject.isdecimal()]
    return sorted(note.to for note in said if not note.edits)[len(SCHOOL) :]


async def test_the_clock_of_a_notifiable_disease_is_told_of_until_somebody_has_reported_it(
    morning: Morning,
) -> None:
    await morning.at("07:41")
    alert_id = await _raised(morning, urgency=Urgency.HIGH, after=None)
    due_ms = morning.clock.now_ms() + 120 * MINUTE_MS

    def clock(tx: Transaction) -> None:
        tx.alerts.set_rule(alert_id, "notifiable/cholera")
        tx.alerts.set_clock(alert_id, due_ms, due_ms - 60 * MINUTE_MS)

    await morning.write(clock)
    told = []
    for when in ("08:40", "08:41", "09:40"):
        await morning.at(when)
        await morning.all_sent()
        told.append(len(await _clocks(morning)))
    # Health officer, principal and the district.
    assert told == [0, 3, 3]
    person = morning.school.people["health_officer"]
    await morning.write(lambda tx: tx.alerts.file(alert_id, person, morning.clock.now_ms()))
    await morning.at("09:41")
    await morning.at("12:00")
    assert len(await _clocks(morning)) == 3


async def test_an_owner_with_an_outcome_is_not_asked_for_one_while_the_report_is_owed(
    morning: Morning,
) -> None:
    await morning.at("07:41")
    alert_id = await _raised(morning, urgency=Urgency.HIGH, after=None)
    due_ms = morning.clock.now_ms() + 1440 * MINUTE_MS

    def ended(tx: Transaction) -> None:
        tx.alerts.set_rule(alert_id, "notifiable/measles")
        tx.alerts.set_clock(alert_id, due_ms, None)
        alert = tx.alerts.get(alert_id)
        assert alert is not None
        tx.alerts.set_outcome(alert.people[0], Outcome.HOSPITAL)

    await _own(morning, alert_id)
    await morning.write(ended)
    await morning.at("10:00")
    assert await _clocks(morning) == []
