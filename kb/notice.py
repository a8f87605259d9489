"""What stands on everything that leaves Sourcier: that it is no medical device, which edition it quotes, up to when.

Words only; each format's own room says where they go.
"""

from __future__ import annotations

from kb.days import day
from kb.store.catalogue import Edition

NOTICE = "Aide documentaire, n’est pas un dispositif médical."
UNKNOWN_CUT_OFF = "date limite des données non indiquée"


def cut_off(data_until: str | None) -> str:
    """«données jusqu’au 31 décembre 2023», or that the edition does not say; the day is ISO, or already French."""
    return f"données jusqu’au {day(data_until)}" if data_until else UNKNOWN_CUT_OFF


def quoted_edition(edition: Edition) -> str:
    """«Référentiel X, éd. 2024 (données jusqu’au 31 décembre 2023)»."""
    return f"{edition.title}, éd.\u00a0{edition.label} ({cut_off(edition.data_until)})"
