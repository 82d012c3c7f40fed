"""Notices that must not be believed: a genuine one bent in every way we could think of, each with the name of the bend.

`bent` is what somebody without WeChat Pay's key can send; `estranged` is genuine, but not about a payment to us, or not
readable by us. Deterministic but for what a key or a nonce brings.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from infra.local.wechat import messages
from infra.local.wechat.keys import Keys
from infra.local.wechat.messages import Order
from infra.local.wechat.notices import Notification, forged, notice, told

MARKS = (
    "wechatpay-signature-type",
    "wechatpay-serial",
    "wechatpay-timestamp",
    "wechatpay-nonce",
    "wechatpay-signature",
)


@dataclass(frozen=True)
class Bend:
    """One notice that must not be believed."""

    name: str
    told: Notification


def bent(genuine: Notification, other: Notification) -> Iterator[Bend]:
    """What can be made of two genuine notices of different orders, without their key."""
    yield from _bits_of_the_body(genuine)
    yield from _bits_of_the_headers(genuine)
    yield from _headers_amiss(genuine)
    yield from _swapped(genuine, other)
    yield from _cut_and_lengthened(genuine)
    yield from _spliced(genuine, other)
    yield Bend("forged", forged(genuine))


def _with(told: Notification, **headers: str) -> Notification:
    return replace(told, headers=told.headers | {name.replace("_", "-"): value for name, value in headers.items()})


def _bits_of_the_body(genuine: Notification) -> Iterator[Bend]:
    for place in range(len(genuine.raw)):
        for bit in range(8):
            raw = bytearray(genuine.raw)
            raw[place] ^= 1 << bit
            yield Bend(f"body byte {place} bit {bit}", replace(genuine, raw=bytes(raw)))


def _bits_of_the_headers(genuine: Notification) -> Iterator[Bend]:
    for name in MARKS:
        value = genuine.headers[name]
        for place, character in enumerate(value):
            for bit in range(8):
                wrong = value[:place] + chr(ord(character) ^ 1 << bit) + value[place + 1 :]
                yield Bend(f"{name} character {place} bit {bit}", _with(genuine, **{name: wrong}))


def _headers_amiss(genuine: Notification) -> Iterator[Bend]:
    for name in MARKS:
        value = genuine.headers[name]
        without = {one: said for one, said in genuine.headers.items() if one != name}
        yield Bend(f"{name} missing", Notification(without, genuine.raw))
        yield Bend(f"{name} as Django has it", Notification(_as_django_has_them(genuine) | without, genuine.raw))
        for wrong in (
            "",
            " ",
            "0",
            "\0",
            "\n",
            value + "\n",
            " " + value,
            value + " ",
            value[:-1],
            value * 2,
            "é" * 40,
        ):
            yield Bend(f"{name} as {wrong[:12]!r}", _with(genuine, **{name: wrong}))
        yield Bend(f"{name} in full-width digits", _with(genuine, **{name: value.translate(_FULL_WIDTH)}))
    yield Bend("no headers", Notification({}, genuine.raw))
    for type_ in ("WECHATPAY2-SM2-WITH-SM3", "WECHATPAY2-SHA256-RSA2048 ", "wechatpay2-sha256-rsa2048", "none"):
        yield Bend(f"type {type_}", _with(genuine, wechatpay_signature_type=type_))
    for serial in ("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "0x1", "-1", "PUB_KEY_ID_", "PUB_KEY_ID_" + "9" * 34):
        yield Bend(f"serial {serial}", _with(genuine, wechatpay_serial=serial))
    for seconds in (301, 302, 3_600, 86_400, 10**9):
        for at in (-seconds, seconds):
            stamp = str(int(genuine.headers["wechatpay-timestamp"]) + at)
            yield Bend(f"told {at} s from then", _with(genuine, wechatpay_timestamp=stamp))
    signature = genuine.headers["wechatpay-signature"]
    for wrong in ("=" * 344, "A" * 344, signature[::-1], signature.replace("=", ""), "WECHATPAY/SIGNTEST/" + signature):
        yield Bend(f"signature {wrong[:20]}", _with(genuine, wechatpay_signature=wrong))
    urls = str.maketrans("+/", "-_")
    yield Bend("signature with a space", _with(genuine, wechatpay_signature=signature[:9] + " " + signature[9:]))
    yield Bend("signature in url letters", _with(genuine, wechatpay_signature=signature.translate(urls) + "-"))


_FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)} | {ord("W"): 0xFF37, ord("P"): 0xFF30, ord("="): 0xFF1D}


def _as_django_has_them(genuine: Notification) -> dict[str, str]:
    return {f"HTTP_{name.upper().replace('-', '_')}": genuine.headers[name] for name in MARKS}


def _swapped(genuine: Notification, other: Notification) -> Iterator[Bend]:
    yield Bend("replayed with another body", replace(genuine, raw=other.raw))
    for count in (1, 2, 3):
        for names in combinations(MARKS[2:], count):
            swapped = genuine.headers | {name: other.headers[name] for name in names}
            if swapped != genuine.headers and any(genuine.headers[name] != swapped[name] for name in MARKS[3:]):
                yield Bend(f"of another: {', '.join(names)}", Notification(swapped, genuine.raw))
    for one, two in combinations(MARKS, 2):
        turned = _with(genuine, **{one: genuine.headers[two], two: genuine.headers[one]})
        yield Bend(f"{one} and {two} turned", turned)


def _cut_and_lengthened(genuine: Notification) -> Iterator[Bend]:
    raw = genuine.raw
    for length in range(len(raw)):
        yield Bend(f"cut at {length}", replace(genuine, raw=raw[:length]))
    for more in (b" ", b"\n", b"\0", b"{}", b"\xff", b"\xef\xbb\xbf"):
        yield Bend(f"with {more!r} behind", replace(genuine, raw=raw + more))
        yield Bend(f"with {more!r} before", replace(genuine, raw=more + raw))
    for encoding in ("utf-16", "utf-32", "gbk"):
        yield Bend(f"in {encoding}", replace(genuine, raw=raw.decode().encode(encoding)))
    for text in (b"", b"null", b"[]", b"0", b'"', b"[" * 50_000, b"\xed\xa0\x80", b"9" * 5_000, b"NaN", b"{}"):
        yield Bend(f"the body {text[:9]!r}", replace(genuine, raw=text))
    for length in (1, 2, 9):  # the border between nonce and body is a line break: it must not move
        nonce = genuine.headers["wechatpay-nonce"] + "\n" + raw[:length].decode()
        yield Bend(
            f"nonce that ends in {length} of the body", replace(_with(genuine, wechatpay_nonce=nonce), raw=raw[length:])
        )
    nonce = genuine.headers["wechatpay-nonce"]
    yield Bend(
        "body that begins with the nonce", replace(_with(genuine, wechatpay_nonce=""), raw=nonce.encode() + b"\n" + raw)
    )


def _spliced(genuine: Notification, other: Notification) -> Iterator[Bend]:
    here, there = json.loads(genuine.raw), json.loads(other.raw)
    for name in here:
        if here[name] != there[name]:
            yield Bend(f"{name} of another", _rewritten(genuine, here | {name: there[name]}))
        yield Bend(f"without {name}", _rewritten(genuine, {key: value for key, value in here.items() if key != name}))
    for name in ("ciphertext", "nonce"):
        spliced = here["resource"] | {name: there["resource"][name]}
        yield Bend(f"the {name} of another", _rewritten(genuine, here | {"resource": spliced}))
    yield Bend("event of another kind", _rewritten(genuine, here | {"event_type": "REFUND.SUCCESS"}))
    yield Bend("the same words, spaced", replace(genuine, raw=json.dumps(here).encode()))


def _rewritten(genuine: Notification, words: dict[str, Any]) -> Notification:
    return replace(genuine, raw=json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())


def resigned(keys: Keys, order: Order) -> Iterator[Bend]:
    """Notices of a paid order by other keys than the ones that count."""
    stranger = rsa.generate_private_key(65537, 2048)
    yield Bend("signed by a stranger", notice(replace(keys, own=stranger), order, "e"))
    yield Bend("sealed with another key", notice(replace(keys, shared=b"x" * 32), order, "e"))
    yield Bend(
        "under another key's name", notice(replace(keys, here=replace(keys.here, public_key_id="0A")), order, "e")
    )
    yield from _sealed_wrongly(keys, order)


def _sealed_wrongly(keys: Keys, order: Order) -> Iterator[Bend]:
    resource = keys.sealed(messages.transaction(order, keys.here), "transaction")
    hidden = base64.b64decode(resource["ciphertext"])
    wrong: dict[str, list[object]] = {
        "algorithm": ["", "AES-128-GCM", None, 1],
        "associated_data": ["", "refund", None, 1, []],
        "nonce": ["", "x", "0" * 12, "0" * 200, None, 7, {}],
        "ciphertext": [
            "",
            "=",
            "no base64",
            None,
            5,
            base64.b64encode(hidden[:-1]).decode(),
            base64.b64encode(hidden[:15]).decode(),
            base64.b64encode(bytes(len(hidden))).decode(),
        ],
    }
    for name, values in wrong.items():
        for value in values:
            yield Bend(f"{name} {value!r:.20}", told(keys, envelope(resource | {name: value})))
        left = {key: value for key, value in resource.items() if key != name}
        yield Bend(f"no {name}", told(keys, envelope(left)))
    yield from _sealed_otherwise(keys, resource)


def _sealed_otherwise(keys: Keys, resource: dict[str, str]) -> Iterator[Bend]:
    hidden = base64.b64decode(resource["ciphertext"])
    for place in (0, len(hidden) // 2, len(hidden) - 1):
        flipped = bytearray(hidden)
        flipped[place] ^= 1
        bad = resource | {"ciphertext": base64.b64encode(flipped).decode()}
        yield Bend(f"a flipped bit in byte {place} of what is sealed", told(keys, envelope(bad)))
    for kind in ("", "plain", None, 1):
        yield Bend(f"resource_type {kind!r}", told(keys, envelope(resource) | {"resource_type": kind}))
    odds: tuple[object, ...] = (None, [], "x", 1, {})
    for odd in odds:
        yield Bend(f"resource {odd!r}", told(keys, envelope(odd)))
    for raw in (
        b"",
        b"null",
        b"[]",
        b"[[",
        b"1",
        b"\xff\xfe",
        b"[" * 50_000,
        b"{}",
        b'{"resource_type":"encrypt-resource"}',
    ):
        yield Bend(f"signed: {raw[:12]!r}", Notification(keys.marked(raw), raw))


def envelope(resource: object) -> dict[str, Any]:
    """What is around a resource."""
    return {"id": "e", "resource_type": "encrypt-resource", "event_type": "TRANSACTION.SUCCESS", "resource": resource}


WRONG: dict[str, tuple[object, ...]] = {
    "appid": ("", "wx00000000000000a2", None, 1, ["wx00000000000000a1"]),
    "mchid": ("", "1000000002", 1000000001, None, "1000000001 "),
    "trade_state": (
        "NOTPAY",
        "REFUND",
        "CLOSED",
        "REVOKED",
        "USERPAYING",
        "PAYERROR",
        "success",
        "",
        None,
        ["SUCCESS"],
    ),
    "out_trade_no": ("", "short", "x" * 33, 26, None, "a b c d e f", "../../etc", "房" * 20, "A" * 26 + "\n", {}),
    "transaction_id": ("", "x" * 33, 4200, None, "42 00", "42\n", "四二零零", []),
    "success_time": (
        "",
        "yesterday",
        "2026-10-31",
        "2026-10-31T10:00:00",
        1_700_000_000,
        None,
        "2026-13-01T00:00:00+08:00",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-08:00",
    ),
    "attach": (None, 1, [], "x" * 129, "a\0b", "a\nb"),
    "amount": (None, 5, "1", [], {}),
    "amount.total": (0, -1, None, "28032", 280.32, 28032.0, True, 2**31, 10**30, [1], "9" * 5_000),
    "amount.currency": ("", "USD", "cny", None, 156, "CNY "),
}
"""What each word of a payment must not be."""


def estranged(keys: Keys, order: Order) -> Iterator[Bend]:
    """Genuine notices that are not about a payment to us."""
    right = messages.transaction(order, keys.here)
    for path, values in WRONG.items():
        for value in values:
            yield Bend(
                f"{path} {value!r:.24}", told(keys, envelope(keys.sealed(_put(right, path, value), "transaction")))
            )
        yield Bend(f"no {path}", told(keys, envelope(keys.sealed(_put(right, path, _NONE), "transaction"))))
    for text in _texts(json.dumps(right)):
        yield Bend(f"sealed: {text[-24:]!r}", told(keys, envelope(keys.sealed_text(text, "transaction"))))
    for event in ("REFUND.SUCCESS", "TRANSACTION.CLOSED", "transaction.success", "", None, 1, ["TRANSACTION.SUCCESS"]):
        words = envelope(keys.sealed(right, "transaction")) | {"event_type": event}
        yield Bend(f"event {event!r}", told(keys, words))


def _texts(right: str) -> Iterator[bytes]:
    yield from (b"", b"null", b"[]", b"1", b'"x"', b"{}", b"{", b"[" * 50_000, b"NaN", b"\xff\xfe", b"\xef\xbb\xbf{}")
    yield right.encode() + b"}"
    yield right.encode("utf-16")
    yield right.replace("28032", "9" * 5_000).encode()
    yield right.replace("28032", "28032e0").encode()
    yield right.replace("28032", "Infinity").encode()
    yield right.replace('"attach": "', '"attach": "\\ud800').encode()
    yield right[:-1].encode() + b', "mchid": "1000000002"}'
    yield f"[{right}]".encode()


_NONE: Any = object()


def _put(words: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    name, _, rest = path.partition(".")
    if rest:
        return words | {name: _put(words[name], rest, value)}
    return {key: said for key, said in (words | {name: value}).items() if said is not _NONE}
