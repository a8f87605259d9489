"""Characters of the Symbol typeface → the signs they print.

Word processors write «≤», «±» or «α» in Symbol as private code points (U+F020–U+F0FF), the font's own numbers moved
up. Only what a font of that name sets is translated: the same numbers are ticks and arrows in Wingdings.
"""

from __future__ import annotations

from collections.abc import Sequence

# Adobe's Symbol encoding, from 0x20 and from 0xA0 on; a space stands where the font prints nothing of use.
_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"

_SIGNS = {chr(0xF020 + n): sign for n, sign in enumerate(_LOW) if sign != " "}
_SIGNS |= {chr(0xF0A0 + n): sign for n, sign in enumerate(_HIGH) if sign != " "}


def symbols(font: str, chars: Sequence[str]) -> list[str]:
    """`chars` as printed: private code points set in a font called Symbol become their signs, all others stay."""
    if "symbol" not in font.lower() or not any("\uf020" <= char[:1] <= "\uf0ff" for char in chars):
        return list(chars)
    return [_SIGNS.get(char, char) for char in chars]
