"""The settings in force for a unit while the day runs."""

from __future__ import annotations

import logging

from domain.errors import ChenjianError
from domain.unit_settings import UnitSettings
from storage.transaction import Transaction

log = logging.getLogger(__name__)


def settings_in_force(tx: Transaction, unit_id: int) -> UnitSettings:
    """What holds for a unit; the defaults where what is stored contradicts itself.

    A time set above may stand against one set below. The morning runs all the same.
    """
    try:
        return UnitSettings.resolve(tx.settings.chain(unit_id))
    except ChenjianError as error:
        log.warning("unit %d: settings contradict each other (%s)", unit_id, type(error).__name__)
        return UnitSettings.resolve([])
