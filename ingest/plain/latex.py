"""The small LaTeX of converters («$\\alpha/\\beta=0{,}87$», «\\geq 9», «10^{-3}») → the characters it prints.

Only signs, letters and simple brackets; a command it does not know stays as it is written, for a reader to see.
"""

from __future__ import annotations

import re

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ "
    "pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π "
    "Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ lt < gt > ll ≪ gg ≫ neq ≠ ne ≠ approx ≈ simeq ≃ sim ~ cong ≅ equiv ≡ "
    "propto ∝ times × cdot · div ÷ pm ± mp ∓ ast * star * circ ° degree ° infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ "
    "rightarrow → to → longrightarrow → Rightarrow ⇒ implies ⇒ leftarrow ← Leftarrow ⇐ leftrightarrow ↔ uparrow ↑ "
    "downarrow ↓ nearrow ↗ searrow ↘ in ∈ notin ∉ subset ⊂ cup ∪ cap ∩ emptyset ∅ varnothing ∅ forall ∀ exists ∃ "
    "land ∧ lor ∨ neg ¬ lnot ¬ bullet • checkmark ✓ dagger † ddagger ‡ ell ℓ micro µ ohm Ω angle ∠ perp ⊥ parallel ∥ "
    "prime ′ dots … ldots … cdots … textdegree ° textmu µ textpm ± texttimes × textbullet • textgreater > "
    "textless < euro € S § P ¶ lbrack [ rbrack ] lbrace { rbrace } vert | mid | langle ⟨ rangle ⟩ square □"
)
_PRINTS = dict(zip(f"{_GREEK} {_SIGNS}".split()[::2], f"{_GREEK} {_SIGNS}".split()[1::2], strict=True))
_SPACES = frozenset(["quad", "qquad", "space", "enspace", "thinspace", "hspace"])
_SILENT = frozenset(
    "left right big Big bigl bigr bigg displaystyle textstyle limits nolimits mathstrut rm bf it sf tt noindent".split()
)
# Commands that set their argument in another type: the argument is what they print.
_SET = frozenset(
    "text textrm textbf textit textsf texttt textnormal mathrm mathbf mathit mathsf mathtt mathcal mathbb mathnormal "
    "operatorname emph underline mbox hbox boldsymbol bm ensuremath mathop mathrel overline bar hat vec".split()
)
_SUPERSCRIPTS = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")  # as `lines` raises them
_RAISABLE = re.compile(r"[\d\s,;.–\-−+()*†/]*(?:[^\W\d_]{1,4})?[\d+−-]*")
_ONE_SIGN = re.compile(r"\\([%$#&_{}])")
_THIN = re.compile(r"\\[,;:! ]|~")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_BRACED = re.compile(r"\\([A-Za-z]+)\*?\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(?: (?=\S))?")
_RAISED = re.compile(r"\^\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|.))")
_LOWERED = re.compile(r"_\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|.))")
_DEEPEST = 8  # levels of braces that are opened; deeper is no text


def printed(latex: str) -> str:
    """What `latex`, the inside of a formula, prints on one line."""
    text = latex.replace("{,}", ",").replace("{.}", ".")
    text = _ONE_SIGN.sub(lambda m: chr(0xE000 + ord(m.group(1))), text)
    text = _THIN.sub(" ", text)
    for _ in range(_DEEPEST):
        before = text
        text = _RAISED.sub(lambda m: _raised(m.group(1) or m.group(2) or ""), text)
        text = _LOWERED.sub(lambda m: m.group(1) or m.group(2) or "", text)
        text = _ROOT.sub(lambda m: f"√{_grouped(m.group(1))}", text)
        text = _FRACTION.sub(lambda m: f"{_grouped(m.group(1))}/{_grouped(m.group(2))}", text)
        text = _BRACED.sub(_braced, text)
        if text == before:
            break
    text = commands(text)
    if "\\" not in text:  # else braces of a command that stays
        text = re.sub(r"[{}]", "", text)
    text = re.sub(r"[\ue020-\ue07e]", lambda m: chr(ord(m.group()) - 0xE000), text)
    return re.sub(r"\s+", " ", text).strip()


def commands(text: str) -> str:
    """`text` with the commands that print a sign replaced by it, in a formula or out of one; unknown ones stay."""
    return _COMMAND.sub(_command, _BRACED.sub(_braced, text))


def superscript(text: str) -> str:
    """`text` raised: digits, signs and brackets as superscript characters, letters as they are («1er», «Mme»).

    Words stay as they are: a converter that raises «30 Gy en dix fractions» took a cell's upper line for a superscript.
    """
    return text.strip().translate(_SUPERSCRIPTS) if _RAISABLE.fullmatch(text.strip()) else text


def is_formula(text: str) -> bool:
    """Whether what stands between two dollar signs is a formula and no price: it has a sign of mathematics."""
    return bool(re.search(r"[\\^_=<>≤≥±×{}]", text)) or bool(re.fullmatch(r"\s*[^\W\d]\s*|\s*[\d.,+*/() –-]+\s*", text))


def _raised(text: str) -> str:
    inner = printed(text) if "\\" in text else text
    return inner if inner in ("°", "*", "′", "†", "‡") else superscript(inner)


def _grouped(text: str) -> str:
    return f"({text})" if re.search(r"[^\w.,%√°]", text.strip()) else text.strip()


def _braced(match: re.Match[str]) -> str:
    name, inner = match.groups()
    if name in _SET:
        return str(inner)
    return match.group() if name not in _PRINTS else f"{_PRINTS[name]}{inner}"


def _command(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _PRINTS:
        # «\\geq 9» prints «≥ 9»: the space that ends a command is kept where a word would be glued to the sign
        return _PRINTS[name] + (" " if match.group().endswith(" ") else "")
    if name in _SPACES:
        return " "
    return "" if name in _SILENT else match.group()
