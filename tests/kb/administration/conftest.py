"""A knowledge base of one page, somebody signed in, and PDF files to upload."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from kb.administration.acts import Office
from kb.build import Order, build
from kb.settings import Settings

SECRETS = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "sourcier"
client_secret = "secret"
server_metadata_url = "http://localhost:9400/.well-known/openid-configuration"

[administration]
editors = ["Marie@hopital.example"]
"""
MANIFEST = """
[[document]]
id = "guide"
title = "Guide des os"
[[document.edition]]
label = "2024"
date = 2024-06-01
file = "guide.pdf"
"""
LINES = ("Une irradiation de 8 Gy en une fraction est recommandée.", "Le scanner étudie la corticale de la lésion.")


def pdf(*lines: str) -> bytes:
    """A page with a heading and a paragraph a line."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_text((72, 90), "1. Traitement", fontsize=16, fontname="hebo")
        for number, line in enumerate(lines, 1):
            page.insert_text((72, 90 + 45 * number), line, fontsize=11, fontname="helv")
        content: bytes = document.tobytes()
        return content


def claims(**others: object) -> dict[str, object]:
    """What the provider says of Marie, for an hour."""
    said = {"is_logged_in": True, "aud": "sourcier", "exp": time.time() + 3600, "email": "marie@hopital.example"}
    return said | others


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, the knowledge base built from it, and the secrets: to be copied."""
    folder = tmp_path_factory.mktemp("built")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "guide.pdf").write_bytes(pdf(*LINES))
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "secrets.toml").write_text(SECRETS, encoding="utf-8")
    build(Order(corpus, folder / "kb", "whoosh", limits=None))
    return folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Office:
    """Marie, before a knowledge base whose only edition is guide@2024."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    settings = replace(Settings(), kb=tmp_path / "kb", secrets=tmp_path / "secrets.toml", limits=None)
    return Office(settings, claims())


@pytest.fixture
def again(tmp_path: Path) -> Callable[..., object]:
    """Builds the corpus again, as an operator does in a terminal."""
    return lambda **asked: build(Order(tmp_path / "corpus", tmp_path / "kb", "whoosh", limits=None, **asked))
