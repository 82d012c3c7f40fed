"""What an entry of the journal makes: a delivery for each party that is to be told, once however often it is heard."""

from __future__ import annotations

from chalicelib.core import clock
from chalicelib.core.scope import Scope, system_scope
from chalicelib.edge.logs import logger
from chalicelib.journal.stream import Heard
from chalicelib.notices.rules.deliveries import Addressee, Delivery, first_state
from chalicelib.notices.service import delivering
from chalicelib.notices.service.kinds import KINDS
from chalicelib.notices.store import deliveries as store

ACTOR = "notices"


def handle(heard: Heard) -> int:
    """Decide who is told, keep it, and send what may be sent now; gives how many deliveries are new.

    Raises what the database raises; a message that could not be sent stays for the sweep.
    """
    kind = KINDS.get(heard.event)
    if kind is None:
        return 0
    scope = system_scope(heard.org_id, ACTOR)
    return sum(_keep(scope, heard, one) for one in kind.who(scope, heard))


def _keep(scope: Scope, heard: Heard, addressee: Addressee) -> bool:
    now = clock.now()
    state, due_at, why = first_state(heard.at, now, urgent=addressee.urgent)
    delivery = Delivery(
        key=heard.key,
        entry_id=heard.entry_id,
        event=heard.event,
        at=heard.at,
        party_id=addressee.party_id,
        channel="sms",
        urgent=addressee.urgent,
        facts=heard.facts,
        state=state,
        due_at=due_at,
        why=why,
    )
    if not store.put_new(scope, delivery):
        return False
    if due_at == now:
        try:
            delivering.deliver(scope, store.place_of(scope, delivery))
        except Exception:
            logger.exception("a message waits for the sweep")
    return True
