"""Personal values at rest: sealed under a key per person, that key wrapped by one per organisation; blind indexes.

A person is forgotten by destroying their wrapped key. Nothing here reads a row or knows what a value means.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from chalicelib import config

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_INDEX_LETTERS: Final = 26


@dataclass(frozen=True)
class Safe:
    """One person's values. `wrapped` is their key as it is stored beside the values it seals."""

    org_id: str
    owner_id: str
    wrapped: str

    @classmethod
    def new(cls, org_id: str, owner_id: str) -> Safe:
        """A safe with a fresh key."""
        key = secrets.token_bytes(_KEY_BYTES)
        return cls(org_id, owner_id, _encrypt(_organisation_key(org_id), key, f"key {owner_id}"))

    def seal(self, field: str, value: str) -> str:
        """`value` so that only this person's key opens it, in this field."""
        return _encrypt(self._key(), value.encode(), f"{self.owner_id} {field}")

    def open(self, field: str, sealed: str) -> str:
        """The reverse of `seal`; raises cryptography's InvalidTag for a value of another person or field."""
        return _decrypt(self._key(), sealed, f"{self.owner_id} {field}").decode()

    def _key(self) -> bytes:
        return _decrypt(_organisation_key(self.org_id), self.wrapped, f"key {self.owner_id}")


def index(kind: str, value: str) -> str:
    """26 letters that are the same for the same value, all over the deployment, and cannot be guessed back from."""
    digest = hmac.digest(_derived(config.secret("people"), "index"), f"{kind} {value}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode()[:_INDEX_LETTERS]


def code_digest(subject: str, code: str) -> str:
    """What is kept of a sign-in code."""
    return hmac.new(config.secret("codes"), f"{subject} {code}".encode(), hashlib.sha256).hexdigest()


def _organisation_key(org_id: str) -> bytes:
    return _derived(config.secret("people"), f"organisation {org_id}")


@lru_cache(maxsize=1024)
def _derived(master: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"guanjia {purpose}".encode()).derive(master)


def _encrypt(key: bytes, value: bytes, bound_to: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, value, bound_to.encode())).decode()


def _decrypt(key: bytes, sealed: str, bound_to: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(sealed)
    return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound_to.encode())
