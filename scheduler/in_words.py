"""What a class said, person by person, and what a correction changed, in words with names."""

from __future__ import annotations

from domain.check_in import CheckIn, Entry
from storage.rounds import Round
from storage.transaction import Transaction
from views.entry import entry_words, reading
from views.open_pupils import since_words
from views.receipt import Change
from views.words import say


def lines_of(tx: Transaction, round_: Round, check_in: CheckIn, language: str) -> list[str]:
    """``王小明 发热 38.2(在家)``, a line a person; what lasts longer says since when."""
    threshold, lines = round_.fever_threshold, []
    for pupil_id, entry in check_in.pupils.items():
        said = entry_words(language, entry, threshold)
        since = _since(tx, round_, pupil_id, entry, language)
        lines.append(f"{tx.roster.pupil_name(pupil_id)} {said}{since}")
    for person_id, entry in check_in.staff.items():
        said = entry_words(language, entry, threshold)
        lines.append(f"{tx.roster.person_name(person_id)} {said}")
    return lines


def changes_of(
    tx: Transaction, round_: Round, before: CheckIn, now: CheckIn, language: str
) -> list[Change]:
    """What a correction changed, a person each: ``王小明 36.8 → 发热 38.1``."""
    threshold, changes = round_.fever_threshold, []
    highest = [before.class_max, now.class_max]
    if highest[0] != highest[1]:
        unsaid = say(language, "check_in.not_said")
        shown = [unsaid if one is None else reading(one) for one in highest]
        changes.append(Change(say(language, "check_in.whole_class"), *shown))
    for side in ("pupils", "staff"):
        was: dict[int, Entry] = getattr(before, side)
        then: dict[int, Entry] = getattr(now, side)
        for key in dict.fromkeys((*was, *then)):
            said = [
                None if entry is None else entry_words(language, entry, threshold)
                for entry in (was.get(key), then.get(key))
            ]
            if said[0] != said[1]:
                name = tx.roster.pupil_name(key) if side == "pupils" else tx.roster.person_name(key)
                changes.append(Change(name, *said))
    return changes


def _since(tx: Transaction, round_: Round, pupil_id: int, entry: Entry, language: str) -> str:
    if not (entry.has_fever(round_.fever_threshold) or entry.symptoms or entry.absent):
        return ""
    since = tx.answers.since(pupil_id, round_.day)
    return since_words(language, since, round_.day).plain
