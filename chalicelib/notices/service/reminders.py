"""What a reminder of unpaid bills says, if there still is something to say when it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.config import settings
from chalicelib.core import clock
from chalicelib.core.scope import Scope
from chalicelib.dunning.service import reminding
from chalicelib.estate import service as estate
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules import words
from chalicelib.notices.rules.deliveries import Addressee, Delivery, Drop, Why


def who(scope: Scope, heard: Heard) -> Iterable[Addressee]:
    """Whoever pays."""
    return [Addressee(heard.facts["payer_id"])]


def text(scope: Scope, delivery: Delivery, at: datetime) -> str:
    """What the payer owes now. Drops it when they have paid since, or a newer reminder says it again."""
    today = clock.business_date(at)
    owing = reminding.owing_now(scope, delivery.facts["community_id"], delivery.party_id, today=today)
    if owing.told_on and owing.told_on > clock.business_date(delivery.at):
        raise Drop(Why.TOLD_SINCE)
    if not owing.bills:
        raise Drop(Why.PAID)
    units = sorted(estate.get_units(scope, {bill.unit_id for bill in owing.bills}).values(), key=lambda one: one.place)
    return words.reminder(
        community=estate.name_of_community(scope, units[0]),
        units=[unit.label for unit in units],
        due_days=[bill.due_on for bill in owing.bills],
        open_fen=owing.open_fen,
        today=today,
        page=settings().page_origin,
    )
