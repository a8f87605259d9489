"""Numbers, lists and ranges in French, as findings print them. Reckons nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kb.calculators.model import Band

_PLURAL = {"an": "ans", "jour": "jours", "semaine": "semaines", "heure": "heures", "minute": "minutes"}


def printed(value: float, unit: str = "") -> str:
    """«8», «0,5», «1/3», «15 mois», «50 %»."""
    number = f"{value:g}".replace(".", ",").replace("-", "−")
    fraction = Fraction(value).limit_denominator(12)
    if len(number) > 5 and abs(float(fraction) - value) < 1e-9:
        number = f"{fraction.numerator}/{fraction.denominator}"
    if not unit:
        return number
    return f"{number} {_PLURAL.get(unit, unit) if abs(value) >= 2 else unit}"


def list_of(parts: Sequence[str]) -> str:
    """«a», «a et b», «a, b et c»."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def band_range(band: Band) -> str:
    """«≤ 7», «8», «9 à 12»."""
    if band.low is None or band.high is None:
        return f"≤ {printed(band.high or 0.0)}" if band.low is None else f"≥ {printed(band.low)}"
    return printed(band.low) if band.low == band.high else f"{printed(band.low)} à {printed(band.high)}"
