"""How far a build is: it never goes back, and it is said in French."""

from __future__ import annotations

from kb.build import Step
from screens.parts.progress import progress, told


def test_a_build_is_told_in_french_and_never_goes_back() -> None:
    steps = [Step("look"), *(Step("read", "a.pdf", n, 7) for n in range(7))]
    steps += [Step(kind) for kind in ("store", "index", "sync", "name", "point", "prune")]
    shares = [told(step)[0] for step in steps]
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] == 1
    assert told(Step("sync"))[1] == "Publication"


def test_the_bar_has_a_name_and_words_and_a_file_is_no_markup() -> None:
    drawn = progress(Step("read", "un <b>.pdf", 2, 7), "Lecture", "Lecture\u00a0: ").code
    assert 'aria-label="Lecture"' in drawn
    assert "Lecture\u00a0: Lecture de un &lt;b&gt;.pdf (3 sur 7)" in drawn
