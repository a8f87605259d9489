"""What an editor can do from the application: upload, describe, publish, discard, go back. Each act asks first.

The one way in: every function here asks who is signed in and whether the list still has them, writes the act to the
journal, and only then does it. Draws nothing.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ingest.errors import CallError, SourceError
from kb import report, uploads
from kb.administration import journal
from kb.administration.access import Access, Claims, Closed, editor, read_access
from kb.administration.journal import Act, Stage, What
from kb.administration.staging import Card, Staging, Upload
from kb.administration.trial import source_of, try_out
from kb.build import Order, Tell, build
from kb.corpus import Corpus, Refusal
from kb.manifest import is_id, is_label
from kb.report import BuildReport
from kb.settings import Settings
from kb.store import folder as shelves
from kb.store import history
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder
from kb.store.parsed import Key, find
from kb.store.versions import reader_version

LONGEST_TEXT = 300  # characters of a title, a publisher or a scope: they stand on every card


class Outdated(CallError):
    """The knowledge base, or the program, is not the one the upload was read with."""

    kind = "outdated"


class Known(CallError):
    """The file is published already. `name`: as «DOC@LABEL»."""

    kind = "known"

    def __init__(self, name: str) -> None:
        super().__init__(f"that file is published already, as «{name}»", "Read it there.")
        self.name = name


class Refused(SourceError):
    """The upload cannot be read; `kind` as the reader has it."""

    def __init__(self, file: str, refusal: Refusal) -> None:
        super().__init__(file, refusal.why, refusal.advice, refusal.page)
        self.kind = refusal.kind


class WrongCard(CallError):
    """What an editor says of an edition cannot be; `field` is the name in `Card`."""

    kind = "wrong_card"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}", "Say it otherwise.")
        self.field = field


@dataclass(frozen=True, slots=True)
class Office:
    """One session before one knowledge base. `claims` are what the provider said of who is signed in."""

    settings: Settings
    claims: Claims

    @property
    def folder(self) -> Folder:
        return Folder(self.settings.kb)

    @property
    def staging(self) -> Staging:
        return Staging(self.folder)

    def access(self) -> Access | Closed:
        return read_access(self.settings.secrets)

    def editor(self) -> str:
        """Who acts. Raises NotAllowed."""
        return editor(self.access(), self.claims, datetime.now(UTC))


def upload(office: Office, data: bytes, name: str, tell: Tell = lambda step: None) -> Upload:
    """Keep a PDF and read it once, so that its editor sees what it is; one that waits already stays as it is.

    Raises NotAllowed, SourceError (it cannot be read; it is then not kept), Known, CallError (too many wait),
    KnowledgeBaseError, OSError.
    """
    who = office.editor()
    sha256 = hashlib.sha256(data).hexdigest()
    if waits := office.staging.find(sha256):
        return waits
    act = Act(journal.moment(), who, What.UPLOAD, Stage.BEGUN, sha256)
    with journal.written(office.folder.journal, act):
        _check_new(office.folder, sha256)
        kept = office.staging.add(data, sha256, name, who, office.settings.max_upload_bytes)
        try:
            _read(office, kept, tell)
        except SourceError:
            office.staging.discard(sha256)
            raise
    return kept


def describe(office: Office, sha256: str, card: Card, tell: Tell = lambda step: None) -> Upload:
    """Read the upload as the edition that `card` says, beside the one that answers today.

    Raises as `upload` does; what cannot be read so stays uploaded.
    """
    who = office.editor()
    known = _find(office.staging, sha256)
    _check_new(office.folder, sha256)
    card = _checked(office.folder, card)
    seen = shelves.current(office.folder)
    act = Act(journal.moment(), who, What.READ, Stage.BEGUN, sha256, card.document, card.label)
    with journal.written(office.folder.journal, act):
        begun = replace(known, card=card, seen=None)
        office.staging.write(begun)  # from here on the trial is no reading of the card before
        _read(office, begun, tell)
        described = replace(begun, seen=seen)
        office.staging.write(described)
    return described


def publish(office: Office, sha256: str, tell: Tell = lambda step: None) -> BuildReport:
    """Publish the current build with the upload added to it, as it was read; it waits no longer then.

    Raises NotAllowed, Outdated where another build answers by now, CallError, BusyBase, KnowledgeBaseError, OSError.
    """
    who = office.editor()
    known = _find(office.staging, sha256)
    if known.card is None or known.seen is None:
        raise CallError("the upload was not read as an edition yet", "Say which edition it is, and look at the report.")
    card, seen, at = known.card, known.seen, office.folder
    source = source_of(card, office.staging.original(known))
    facts = _facts(at)

    def gather() -> Corpus:  # nobody else changes the knowledge base from here on
        if not fresh(office, known):
            raise Outdated("not as it was when the upload was read", "Read it again, and look at the report.")
        uploads.adopt(at, Folder(office.staging.trial(known)), source, _key(at, sha256, card))
        corpus = uploads.current_corpus(at)
        kept = replace(source, path=at.original(sha256, source.media), uploaded=True)
        return replace(corpus, sources=(*corpus.sources, kept))

    act = Act(journal.moment(), who, What.PUBLISH, Stage.BEGUN, sha256, card.document, card.label, before=seen)
    with journal.written(at.journal, act) as outcome:
        order = Order.of(gather, office.settings)
        made = build(replace(order, engine=facts.engine, ocr=facts.ocr), tell)
        outcome["build"] = made.build
    office.staging.discard(sha256)
    return made


def fresh(office: Office, upload: Upload) -> bool:
    """Whether what was read of the upload can be published as it is: by this program, beside the current build."""
    if upload.card is None or upload.seen != shelves.current(office.folder):
        return False
    key = _key(office.folder, upload.sha256, upload.card)
    return find(Folder(office.staging.trial(upload)).parsed, key) is not None


def discard(office: Office, sha256: str) -> None:
    """Forget an upload. Raises NotAllowed, CallError where there is none, KnowledgeBaseError, OSError."""
    who = office.editor()
    _find(office.staging, sha256)
    with journal.written(office.folder.journal, Act(journal.moment(), who, What.DISCARD, Stage.BEGUN, sha256)):
        office.staging.discard(sha256)


def go_back(office: Office, build: str) -> None:
    """Let an earlier build answer again. Raises NotAllowed, CallError, BusyBase, KnowledgeBaseError, OSError."""
    who = office.editor()
    at = office.folder
    before = shelves.current_or_none(at)
    if build == before:
        raise CallError(f"«{build}» answers already", "Choose another one.")
    act = Act(journal.moment(), who, What.ROLLBACK, Stage.BEGUN, before=before)
    with journal.written(at.journal, act) as outcome:
        outcome["build"], _ = history.rollback(at.root, build)


@dataclass(frozen=True, slots=True)
class _Facts:
    """How the current build was made."""

    engine: str
    ocr: bool


def _facts(at: Folder) -> _Facts:
    with closing(open_read_only(at.build(shelves.current(at)) / STORE)) as store:
        info = report.info(store)
    return _Facts(info["engine"], bool(info.get("ocr")))


def _key(at: Folder, sha256: str, card: Card) -> Key:
    """What the reading of an upload is kept under."""
    return Key(sha256, "pdf", card.document, _facts(at).ocr, reader_version())


def _find(staging: Staging, sha256: str) -> Upload:
    if known := staging.find(sha256):
        return known
    raise CallError("no such upload waits", "It was published or discarded meanwhile.")


def _checked(at: Folder, card: Card) -> Card:
    """The card with its spaces in order. Raises WrongCard for one that the knowledge base cannot take."""
    card = replace(
        card, title=_tidy(card.title), label=_tidy(card.label), publisher=_tidy(card.publisher or "") or None,
        scope=_tidy(card.scope or "") or None,
    )  # fmt: skip
    held = [source for source in uploads.current_corpus(at).sources if source.refusal is None]
    if not is_id(card.document):
        raise WrongCard("document", f"«{card.document}» cannot be an id")
    if card.new == (card.document.casefold() in {source.document.casefold() for source in held}):
        raise WrongCard("document", "there is one of that name already" if card.new else "there is no such document")
    if not card.title or len(card.title) > LONGEST_TEXT or not card.title.isprintable():
        raise WrongCard("title", f"not 1 to {LONGEST_TEXT} printable characters")
    if not is_label(card.label) or (card.document, card.label) in {(s.document, s.label) for s in held}:
        raise WrongCard("label", f"«{card.label}» is taken, or cannot be a label")
    for field in ("publisher", "scope"):
        text = getattr(card, field) or ""
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise WrongCard(field, f"not up to {LONGEST_TEXT} printable characters")
    for field in ("date", "data_until", "valid_until"):
        if not _is_day(getattr(card, field)):
            raise WrongCard(field, "no date like 2024-06-01")
    return card


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _is_day(text: str | None) -> bool:
    try:
        return text is None or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_new(at: Folder, sha256: str) -> None:
    """Raises Known where an edition is this very file."""
    for source in uploads.current_corpus(at).sources:
        if source.refusal is None and source.path.stem == sha256:
            raise Known(f"{source.document}@{source.label}")


def _read(office: Office, upload: Upload, tell: Tell) -> None:
    """Raises Refused where the file cannot be read."""
    staging = office.staging
    refusal = try_out(
        upload.card, staging.original(upload), staging.trial(upload), office.settings, _facts(office.folder).ocr, tell
    )
    if refusal:
        raise Refused(upload.name, refusal)
