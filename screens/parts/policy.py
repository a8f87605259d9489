"""What a browser may do with the application's pages: run its own scripts, ask its own server, and nothing else.

The answer to a text that would slip through as HTML all the same: no script of it runs, nothing it names is fetched.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

# For every response. The address holds what was asked: no other site is to read it (`Referrer-Policy`).
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
_EVERYWHERE = ("object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
# For what is no page of ours, should a browser show it as one; a script of a worker is held to it too.
ELSEWHERE = "; ".join(("default-src 'self'", *_EVERYWHERE)).encode("ascii")
# Of Streamlit's own addresses: how many sessions there are and what they hold is nobody's business who asks.
CLOSED = ("/_stcore/metrics",)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Streamlit writes styles into the page as it runs, and pictures of pages come as data.
_RULES = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    *_EVERYWHERE,
)


def policy(page: str) -> bytes:
    """The Content-Security-Policy of an HTML page: of inline scripts, only the ones that stand in it as it is sent."""
    digests = (b64encode(sha256(script.encode("utf-8")).digest()).decode() for script in _INLINE.findall(page))
    scripts = " ".join(("script-src 'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return "; ".join((*_RULES, scripts)).encode("ascii")
