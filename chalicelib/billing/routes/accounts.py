"""What is owed and why: the portal's own units, and the desk's view of any unit's account."""

from __future__ import annotations

from typing import Any

from chalicelib.billing.schemas.accounts import (
    Account,
    Home,
    MonthView,
    StatementView,
    account_month,
    home_unit,
    month_view,
    statement_view,
)
from chalicelib.billing.schemas.proofs import StatementProof, statement_proof
from chalicelib.billing.service import accounts
from chalicelib.billing.service.accounts import Statement
from chalicelib.core import clock
from chalicelib.core.dated import Dated
from chalicelib.edge.api import Call, Routes
from chalicelib.edge.wire import Paged, Rows
from chalicelib.estate import service as estate
from chalicelib.estate.schemas import actors_of
from chalicelib.people import service as people

routes = Routes(__name__)

_STATEMENT = "/communities/{community_id}/units/{unit_id}/statements/{period}"


@routes.get("/my/home", gives=Home, may="own.read", fresh=True)
def home(call: Call) -> Home:
    """The caller's units and what each owes."""
    today = clock.business_date(call.cause.at)
    return Home(units=[home_unit(own) for own in accounts.own_units(call.scope, today=today)])


@routes.get("/my/units/{unit_id}/statements", gives=Rows[MonthView], may="own.read", fresh=True, asks=Paged)
def my_statements(call: Call, unit_id: str) -> Rows[MonthView]:
    """The months of one of the caller's units, newest first."""
    unit = estate.get_unit(call.scope, unit_id)
    today = clock.business_date(call.cause.at)
    months, onward = accounts.months_page(call.scope, unit, cursor=call.query.cursor)
    return Rows(rows=[month_view(month, today=today) for month in months], next=onward)


@routes.get("/my/units/{unit_id}/statements/{period}", gives=StatementView, may="own.read", fresh=True)
def my_statement(call: Call, unit_id: str, period: str) -> StatementView:
    """One month of one of the caller's units, line by line."""
    unit = estate.get_unit(call.scope, unit_id)
    found = accounts.statement(call.scope, unit, period)
    return _statement(call, found)


@routes.get("/my/units/{unit_id}/statements/{period}/proof", gives=StatementProof, may="own.read", fresh=True)
def my_statement_proof(call: Call, unit_id: str, period: str) -> StatementProof:
    """One month of one of the caller's units, computed again from what its lines keep."""
    unit = estate.get_unit(call.scope, unit_id)
    found = accounts.statement(call.scope, unit, period)
    return statement_proof(found, _names(call, found))


@routes.get("/communities/{community_id}/units/{unit_id}/account", gives=Account, may="accounts.read", asks=Paged)
def unit_account(call: Call, community_id: str, unit_id: str) -> Account:
    """A unit's account, newest month first."""
    unit = estate.get_unit(call.scope, unit_id, community_id=community_id)
    today = clock.business_date(call.cause.at)
    months, onward = accounts.months_page(call.scope, unit, cursor=call.query.cursor)
    owed = accounts.owed(call.scope, unit, today=today)
    rows = [account_month(month, today=today) for month in months]
    return Account(rows=rows, next=onward, open_fen=owed.open_fen)


@routes.get(_STATEMENT, gives=StatementView, may="accounts.read")
def unit_statement(call: Call, community_id: str, unit_id: str, period: str) -> StatementView:
    """One month of a unit, line by line."""
    unit = estate.get_unit(call.scope, unit_id, community_id=community_id)
    return _statement(call, accounts.statement(call.scope, unit, period))


@routes.get(_STATEMENT + "/proof", gives=StatementProof, may="accounts.read")
def unit_statement_proof(call: Call, community_id: str, unit_id: str, period: str) -> StatementProof:
    """One month of a unit, computed again from what its lines keep."""
    unit = estate.get_unit(call.scope, unit_id, community_id=community_id)
    found = accounts.statement(call.scope, unit, period)
    return statement_proof(found, _names(call, found))


def _names(call: Call, found: Statement) -> dict[str, str]:
    """Those of the actors behind every fact that is shown."""
    lines = (*found.month.lines, *(line for note in found.notes for line in note.after))
    facts: list[Dated[Any]] = [fact for line in lines for fact in (line.tariff, line.area, line.discount) if fact]
    return people.actor_names(call.scope, actors_of(facts))


def _statement(call: Call, found: Statement) -> StatementView:
    today = clock.business_date(call.cause.at)
    community_name = estate.name_of_community(call.scope, found.unit)
    return statement_view(found, community_name=community_name, today=today, names=_names(call, found))
