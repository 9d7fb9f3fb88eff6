"""What can go wrong in the school's own terms. The sentence a person reads lives in views."""


class ChenjianError(Exception):
    """Anything a person can put right; views.refusals turns it into one clear sentence.

    ``values`` fill the placeholders of the sentence.
    """

    def __init__(self, *words: object, **values: object) -> None:
        super().__init__(*words)
        self.values = values


class NotYours(ChenjianError):
    """A press or command about a unit that is not this person's to act on, now."""


class RoundLocked(ChenjianError):
    """The round of ``unit`` on ``day`` is locked: only an admin reopens it, with a reason."""

    def __init__(self, round_id: int, **values: object) -> None:
        super().__init__(round_id, **values)
        self.round_id = round_id


class NothingOwed(ChenjianError):
    """No round stands for this class and day (holiday, week-end, not opened yet)."""


class NotOwedToday(NothingOwed):
    """The calendar has taken back the day of a class (``unit``, ``day``) that was to answer."""


class StillOpen(ChenjianError):
    """ "All normal" was pressed while a pupil carried forward from yesterday is still open."""


class Outdated(ChenjianError):
    """A submitting press on a card that shows an older state than what is stored."""


class StorageTrouble(Exception):
    """The database could not write now (busy, full, failing): nothing of the piece was kept."""


class NewerDatabase(ChenjianError):
    """The database was made by a newer program."""


class ChangedMigration(ChenjianError):
    """A migration that was applied is not the one this program brings."""
