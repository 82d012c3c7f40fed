"""What lower floors must call without importing it, put together once; loaded by app.py and by whatever runs jobs."""

from __future__ import annotations

from chalice.app import Blueprint

from chalicelib.approvals import kinds
from chalicelib.approvals import routes as approvals_routes
from chalicelib.billing import jobs as billing_jobs
from chalicelib.billing import routes as billing_routes
from chalicelib.billing.service import releasing
from chalicelib.callbacks import jobs as callbacks_jobs
from chalicelib.callbacks import routes as callbacks_routes
from chalicelib.callbacks import service as callbacks
from chalicelib.corrections import jobs as corrections_jobs
from chalicelib.corrections import routes as corrections_routes
from chalicelib.corrections.service import agreeing
from chalicelib.dunning import jobs as dunning_jobs
from chalicelib.edge import routes as edge_routes
from chalicelib.edge import sessions
from chalicelib.estate import routes as estate_routes
from chalicelib.estate import service as estate
from chalicelib.imports import jobs as imports_jobs
from chalicelib.imports import routes as imports_routes
from chalicelib.imports.service import confirming
from chalicelib.notices import jobs as notices_jobs
from chalicelib.payments import jobs as payments_jobs
from chalicelib.payments import routes as payments_routes
from chalicelib.people import routes as people_routes
from chalicelib.people.service import principal
from chalicelib.quality import jobs as quality_jobs
from chalicelib.quality import routes as quality_routes
from chalicelib.tickets import jobs as tickets_jobs
from chalicelib.tickets import routes as tickets_routes
from chalicelib.tickets.service import joining
from chalicelib.unitfile import routes as unitfile_routes

BLUEPRINTS: list[Blueprint] = [
    edge_routes.routes.blueprint,
    people_routes.routes.blueprint,
    estate_routes.routes.blueprint,
    approvals_routes.routes.blueprint,
    *quality_routes.BLUEPRINTS,
    *tickets_routes.BLUEPRINTS,
    callbacks_routes.routes.blueprint,
    *billing_routes.BLUEPRINTS,
    *payments_routes.BLUEPRINTS,
    corrections_routes.routes.blueprint,
    imports_routes.routes.blueprint,
    unitfile_routes.routes.blueprint,
]
JOB_MODULES = (
    *(billing_jobs, callbacks_jobs, corrections_jobs, dunning_jobs),
    *(imports_jobs, notices_jobs, payments_jobs, quality_jobs, tickets_jobs),
)
"""Loaded so that their jobs are registered."""

sessions.resolve_with(principal)
releasing.when_released(payments_jobs.follow_release)
joining.when_finished(callbacks.open_in)
kinds.register(releasing.KIND)
kinds.register(confirming.KIND)
for kind in agreeing.KINDS:
    kinds.register(kind)
kinds.ask_whether_alone(estate.is_of_one_person)
