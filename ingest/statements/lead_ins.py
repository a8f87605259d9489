"""What leads in to an item of a list: the items over it, the group it stands under, the paragraph before the list.

Goes by the order and depth of passages alone; what a lead-in says is for others to read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.model import Passage, PassageKind


def lead_ins(passages: Sequence[Passage], n: int, is_group: Callable[[str], bool]) -> tuple[Passage, ...]:
    """What stands over item `n`, nearest first; () for what is no item.

    Items of lesser depth, then a paragraph that ends with a colon. A list that is printed flat still has its groups:
    an item for which `is_group` holds («de 21 à 28 points : groupe I») leads the items that follow it.
    """
    passage = passages[n]
    if passage.kind is not PassageKind.ITEM:
        return ()
    found: list[Passage] = []
    depth = passage.depth
    for other in reversed(passages[:n]):
        if other.section != passage.section:
            break
        if other.kind is PassageKind.ITEM:
            if other.depth < depth or (other.depth == passage.depth and not found and is_group(other.text.text)):
                found.append(other)
                depth = min(depth, other.depth)
            continue
        if other.kind is PassageKind.PARAGRAPH and other.text.text.rstrip().endswith(":"):
            found.append(other)
        break
    return tuple(found)
