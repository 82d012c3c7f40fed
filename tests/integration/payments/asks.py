"""What the pages of payments ask over HTTP, and a look at all that is stored, to see that nothing changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.builders import payments
from tests.builders.browsers import signed_in
from tests.builders.office import Office, an_id
from tests.builders.payments import FIRST
from tests.builders.people import Browser
from tests.crash.points import State, dump

Answer = tuple[int, Any]
Json = dict[str, Any]

MONTH_FEN = 265_00
AREA_FEN, FIXED_FEN = 250_00, 15_00


def owner(office: Office, number: int = FIRST) -> Browser:
    """The browser of a unit's owner."""
    return signed_in(office, f"139{number:>08}")


def mine(office: Office, number: int = FIRST) -> str:
    """A unit's place on the portal."""
    return f"/my/units/{payments.unit_of(office, number)}"


def there(office: Office, number: int = FIRST) -> str:
    """A unit's place at the desk."""
    return f"/communities/{office.community_id}/units/{payments.unit_of(office, number)}"


def parts(bills: Iterable[Json], amount_fen: int | None = None) -> list[Json]:
    """These bills as they are chosen on the page: all that is open of each, or so much."""
    names = ("period", "item_id")
    return [
        {name: bill[name] for name in names} | {"amount_fen": bill["open_fen"] if amount_fen is None else amount_fen}
        for bill in bills
    ]


def owed(browser: Browser, place: str) -> list[Json]:
    """The open bills of a unit."""
    status, answer = browser.get(f"{place}/payable")
    assert status == 200, answer
    found: list[Json] = answer["bills"]
    return found


def an_order(chosen: list[Json], *, prepay_fen: int = 0, name: str = "order") -> Json:
    """The body that starts an order."""
    return {"order_id": an_id(name), "parts": chosen, "prepay_fen": prepay_fen}


def cash(chosen: list[Json], *, prepay_fen: int = 0, received_fen: int | None = None, name: str = "payment") -> Json:
    """The body that takes cash."""
    counted = sum(part["amount_fen"] for part in chosen) + prepay_fen if received_fen is None else received_fen
    return {
        "payment_id": an_id(name),
        "parts": chosen,
        "prepay_fen": prepay_fen,
        "received_fen": counted,
        "paid_by": "family",
        "checked_by": "phone",
    }


def told(answer: Answer) -> tuple[int, Json]:
    """An answer without what is new in each."""
    status, body = answer
    return status, {name: value for name, value in body.items() if name != "request_id"}


def stored() -> State:
    """All that is stored but who is signed in."""
    return {table: rows for table, rows in dump().items() if not table.endswith("sessions")}
