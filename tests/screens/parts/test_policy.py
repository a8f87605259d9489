"""What a browser may do with our pages."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from screens.parts.policy import policy


def test_only_the_inline_scripts_of_the_page_itself_may_run() -> None:
    rules = policy("<head><script>let a = 1;</script></head><body><script src=x.js></script></body>").decode()
    digest = b64encode(sha256(b"let a = 1;").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'" in rules
    assert rules.count("sha256-") == 1
    assert "'unsafe-eval'" not in rules


def test_without_inline_scripts_none_may_run() -> None:
    assert policy("<p>rien</p>").decode().endswith("script-src 'self'")
