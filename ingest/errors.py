"""What can go wrong, as one family.

    SourcierError
    ├── SourceError            a file that cannot be read      (file, page | None, why, what to do)
    │   ├── NotAPdf            its bytes are something else than its name says
    │   ├── EmptyFile          no bytes, or no page
    │   ├── Encrypted          it asks for a password
    │   ├── NoTextLayer        scanned images, or more junk than text
    │   ├── TooLarge           beyond the limits of size, pages, time or memory
    │   └── Damaged            cut or broken beyond repair
    ├── KnowledgeBaseError     nothing can be answered from this folder
    │   ├── AbsentBase         nothing has been built there
    │   ├── DamagedBase        what stands there is not what was published
    │   ├── OlderBase          written by an earlier version of this program, to be built again
    │   ├── NewerBase          written by a later version of this program
    │   ├── BusyBase           another build is under way
    │   └── NoPicture          a page of an original cannot be shown as a picture; its text can
    └── CallError              an unknown document, an option that is not offered (with those that are)

Every error says what, where, why and what to do; the command line prints it in two lines.
"""

from __future__ import annotations


class SourcierError(Exception):
    """Base of every error that is meant for a person. `advice` says what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}"


class SourceError(SourcierError):
    """A file that cannot be read. `file` is its name, `page` the physical page or None, `why` the reason alone."""

    kind = "unreadable"

    def __init__(self, file: str, why: str, advice: str, page: int | None = None) -> None:
        where = f"{file}, page {page}" if page else file
        super().__init__(f"{where}: {why}", advice)
        self.file = file
        self.page = page
        self.why = why

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, str, int | None]]:
        return type(self), (self.file, self.why, self.advice, self.page)


class NotAPdf(SourceError):
    kind = "not_a_pdf"


class EmptyFile(SourceError):
    kind = "empty"


class Encrypted(SourceError):
    kind = "encrypted"


class NoTextLayer(SourceError):
    kind = "no_text_layer"


class TooLarge(SourceError):
    kind = "too_large"


class Damaged(SourceError):
    kind = "damaged"


class KnowledgeBaseError(SourcierError):
    """The knowledge base is absent, damaged, busy, or of another version of this program."""

    kind = "unusable"


class AbsentBase(KnowledgeBaseError):
    kind = "absent"


class DamagedBase(KnowledgeBaseError):
    kind = "damaged"


class OlderBase(KnowledgeBaseError):
    kind = "older"


class NewerBase(KnowledgeBaseError):
    kind = "newer"


class BusyBase(KnowledgeBaseError):
    kind = "busy"


class NoPicture(KnowledgeBaseError):
    kind = "no_picture"


class CallError(SourcierError):
    """The call cannot be served: an unknown document, edition, item or option, an empty query."""
