"""The security headers of every answer: set by the local bridge, and by the CDN in the cloud."""

from __future__ import annotations

from typing import Final


def csp(files: str = "") -> str:
    """What the page may load and call: itself, and `files` where the store of files has another origin."""
    also = f" {files}" if files else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src 'self' data: blob:{also}; media-src 'self' blob:{also}; connect-src 'self'{also}; "
        "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


CSP: Final = csp()
SECURITY: Final = [
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
