"""Boxes that follow the address: they say what it says, and what is chosen in them becomes the address.

The address is the truth: a view can be reloaded, shared and gone back to. Knows no guideline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict

import streamlit as st

from screens.parts.address import Address
from screens.parts.french import quoted
from screens.parts.html import tag


class Bound(TypedDict):
    """What ties a widget to the address."""

    key: str
    on_change: Callable[[], None]


def follow(name: str, address: Address, become: Callable[..., Address], **values: Any) -> Callable[[str], Bound]:
    """Ties the boxes called `name` to `address`: for each of `values`, what its widget is to be given.

    `values` are what the widgets are to say; when one of them changes, `become` makes the next address of what all of
    them say, under the same names.
    """
    keys = {each: f"{name}-{each}" for each in values}
    hold(name, address, {keys[each]: value for each, value in values.items()})

    def changed() -> None:
        go(become(**{each: st.session_state[key] for each, key in keys.items()}))

    return lambda each: {"key": keys[each], "on_change": changed}


def hold(name: str, address: object, values: Mapping[str, object]) -> None:
    """Have widgets say `values`, by key, unless those called `name` follow `address` already.

    Streamlit forgets a widget while another screen is shown: where one is gone, all are set again.
    """
    if st.session_state.get(name) != address or any(key not in st.session_state for key in values):
        st.session_state[name] = address
        st.session_state.update(values)


def go(address: Address) -> None:
    """Show another view of the screen."""
    st.query_params.from_dict(address.written())


def choice(
    label: str,
    every: str,
    offered: Mapping[str, str],
    asked: str | None,
    bound: Bound,
    width: int | Literal["stretch"] = "stretch",
) -> str | None:
    """A box in which one value, called by its name, may be chosen; with nothing chosen it says `every`.

    Returns a sentence about the value `asked` for by the address where it is not offered: the box then says `every`.
    """
    problem = None
    if asked is not None and asked not in offered:
        st.session_state[bound["key"]] = None
        names = ", ".join(offered.values()) or "rien"
        problem = f"{label}\u00a0: rien pour {quoted(asked)}. Il y a\u00a0: {names}."
    st.selectbox(
        label, list(offered), format_func=offered.__getitem__, index=None, placeholder=every, width=width, **bound
    )
    return problem


def problems(*said: str | None) -> None:
    """What is wrong with an address, a line each."""
    for each in said:
        if each is not None:
            st.html(tag("p", each, class_="problem", role="alert").code)
