"""Charts as the screens show them: described in Altair, worked out once for all who look at the same one.

Draws what it is given; the text alternative is the screen's, and says all that the chart shows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from importlib import import_module
from types import ModuleType
from typing import Any

import streamlit as st

from kb.lru import Recent

KEPT = 256  # charts, some 5 KB each: Altair takes 45 ms for one, a rerun without it 15 ms
Spec = dict[str, Any]  # of Vega-Lite


def draw_chart(describe: Callable[[ModuleType], Any], told: str, *more: Hashable) -> None:
    """The chart that `describe` makes with Altair; `told` and `more` say all that it shows."""
    spec = _kept().get((told, *more), lambda: _spec(describe))
    st.vega_lite_chart(spec, alt=told)


def _spec(describe: Callable[[ModuleType], Any]) -> Spec:
    import_module("pandas")  # Altair looks into it wherever another session has begun to load it: it is waited for
    altair = import_module("altair")
    altair.data_transformers.consolidate_datasets = False  # values stay in the chart: no table to convert at each rerun
    with altair.theme.enable("none"):  # Streamlit's own is put over it
        spec: Spec = describe(altair).to_dict()
    if "data" in spec and "layer" in spec:  # Streamlit would send it apart, and the chart be drawn without it first
        data = spec.pop("data")
        spec["layer"] = [{"data": data, **layer} for layer in spec["layer"]]
    return spec


@st.cache_resource(show_spinner=False)
def _kept() -> Recent[Hashable, Spec]:
    return Recent(KEPT)
