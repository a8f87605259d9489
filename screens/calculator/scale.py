"""The bands of a score as a scale, with the total on it, or the totals still possible: readable in grey, told in words.

Draws what was compiled; decides no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.calculators.model import Band, Calculator, Result
from kb.calculators.wording import band_range, printed
from screens.parts.charts import draw_chart

# From light to dark, told apart in grey: luminance 92, 76, 58, 40 %; the ink on each has a contrast of 4.5 or more.
_SHADES = (("#e6efef", "#1d2528"), ("#b8d2d2", "#1d2528"), ("#86adae", "#1d2528"), ("#3f6f73", "#ffffff"))
_POINTER = "#c2410c"
_HEIGHT = 96


def told(calculator: Calculator, result: Result) -> str:
    """What the scale shows, in words."""
    bands = " ; ".join(f"{band_range(band)} : {band.label}" for band in calculator.bands)
    if result.total is not None:
        where = f"Total : {printed(result.total)}."
    elif result.possible is not None:
        where = "Totaux encore possibles : de {} à {}.".format(*map(printed, result.possible))
    else:
        where = ""
    return f"Échelle des verdicts imprimés. {bands}. {where}"


def scale(calculator: Calculator, result: Result) -> None:
    """The scale; nothing where the score has no bands or no range."""
    if calculator.range is not None and calculator.bands:
        step = 0.5 if any((o.points or 0) % 1 for item in calculator.items for o in item.options) else 1.0
        totals = (*calculator.range, step)
        draw_chart(lambda alt: _chart(alt, calculator.bands, totals, result), told(calculator, result), totals)


def _chart(alt: Any, printed_bands: Sequence[Band], totals: tuple[float, float, float], result: Result) -> Any:
    """The bands over the `totals`: lowest, highest, and from one to the next."""
    low, high, step = totals
    edges = alt.Scale(domain=[low - step / 2, high + step / 2], nice=False, zero=False)
    rows: list[dict[str, Any]] = []
    for n, band in enumerate(sorted(printed_bands, key=lambda b: b.low if b.low is not None else low)):
        start = low if band.low is None else max(low, band.low)
        end = high if band.high is None else min(high, band.high)
        if start > end:
            continue
        fill, ink = _SHADES[min(n, len(_SHADES) - 1)] if len(printed_bands) <= len(_SHADES) else _SHADES[n % 2]
        rows.append({
            "from": start - step / 2, "to": end + step / 2, "middle": (start + end) / 2, "fill": fill, "ink": ink,
            "range": band_range(band), "label": band.label,
        })  # fmt: skip
    axis = alt.Axis(tickMinStep=step, format="~g", grid=False, title=None)
    # Without a tooltip: what it would say stands beside the scale, for those who cannot point.
    base = alt.Chart({"values": rows})
    bands = base.mark_rect(stroke="#566064", strokeWidth=1).encode(
        x=alt.X("from:Q", scale=edges, axis=axis),
        x2="to:Q",
        y=alt.value(34),
        y2=alt.value(66),
        color=alt.Color("fill:N", scale=None, legend=None),
    )
    labels = base.mark_text(fontSize=13, fontWeight=600).encode(
        x=alt.X("middle:Q", scale=edges),
        y=alt.value(50),
        text="range:N",
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    return alt.layer(bands, labels, *_pointers(alt, result, edges)).properties(height=_HEIGHT, width="container")


def _pointers(alt: Any, result: Result, edges: Any) -> list[Any]:
    """Where the total stands; while answers are missing, from where to where it may."""
    if result.total is not None:
        at = alt.Chart({"values": [{"total": result.total, "said": printed(result.total)}]})
        x = alt.X("total:Q", scale=edges)
        return [
            at.mark_rule(color=_POINTER, strokeWidth=3).encode(x=x, y=alt.value(28), y2=alt.value(66)),
            at.mark_point(shape="triangle-down", filled=True, size=160, color=_POINTER, opacity=1).encode(
                x=x, y=alt.value(24)
            ),
            at.mark_text(fontSize=15, fontWeight=700, color=_POINTER, baseline="bottom").encode(
                x=x, y=alt.value(16), text="said:N"
            ),
        ]
    if result.possible is None:
        return []
    low, high = result.possible
    span = alt.Chart({"values": [{"from": low, "to": high}]})
    return [
        span.mark_rule(color=_POINTER, strokeWidth=5, strokeCap="round").encode(
            x=alt.X("from:Q", scale=edges), x2="to:Q", y=alt.value(22)
        )
    ]
