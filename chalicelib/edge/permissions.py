"""Who may do what: one table, deny by default. A route names its permission; a permission names its roles (SEC-02)."""

from __future__ import annotations

from typing import Final

from chalicelib.core.scope import Role

_R = Role
_HOUSEHOLD: Final = frozenset({_R.OWNER, _R.TENANT})
_OFFICE: Final = frozenset({_R.DESK, _R.COMPLAINT_HANDLER, _R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.REGIONAL_MANAGER})
_READERS: Final = _OFFICE | {_R.ADMIN, _R.AUDITOR}
_FIELD: Final = frozenset({_R.CREW, _R.STEWARD, _R.GATE_GUARD})
_OVERSEERS: Final = frozenset({_R.SUPERVISOR, _R.MANAGER, _R.REGIONAL_MANAGER, _R.AUDITOR, _R.ADMIN})

PERMISSIONS: Final[dict[str, frozenset[Role]]] = {
    "own.read": _HOUSEHOLD,
    "own.pay": _HOUSEHOLD,
    "own.report": _HOUSEHOLD,
    "communities.read": _READERS | {_R.STEWARD},
    "communities.write": frozenset({_R.ADMIN}),
    "organisation.read": _OVERSEERS,
    "organisation.write": frozenset({_R.ADMIN}),
    "staff.read": _OVERSEERS,
    "staff.write": frozenset({_R.ADMIN}),
    "units.read": _READERS | {_R.STEWARD},
    "accounts.read": _READERS,
    "payments.read": _READERS,
    "payments.take": frozenset({_R.DESK, _R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "exceptions.read": _OVERSEERS | {_R.FINANCE},
    "exceptions.handle": frozenset({_R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "tickets.read": _READERS | _FIELD,
    "tickets.open": _OFFICE | _FIELD | {_R.ADMIN},
    "tickets.assign": frozenset({_R.DESK, _R.COMPLAINT_HANDLER, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "tickets.work": _OFFICE | _FIELD | {_R.ADMIN},
    "callbacks.read": _READERS | {_R.STEWARD},
    "callbacks.make": _OFFICE | {_R.STEWARD, _R.ADMIN},
    "promises.read": _OVERSEERS | {_R.DESK, _R.COMPLAINT_HANDLER},
    "facts.correct": frozenset({_R.DESK, _R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "tariffs.correct": frozenset({_R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "approvals.read": _READERS,
    "approvals.decide": frozenset({_R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.REGIONAL_MANAGER, _R.ADMIN}),
    "quality.read": _READERS | {_R.STEWARD},
    "quality.work": _OFFICE | {_R.STEWARD, _R.ADMIN},
    "suggestions.read": _READERS,
    "suggestions.write": frozenset({_R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "journal.read": frozenset({_R.SUPERVISOR, _R.MANAGER, _R.REGIONAL_MANAGER, _R.FINANCE, _R.AUDITOR, _R.ADMIN}),
    "imports.read": _READERS,
    "imports.write": frozenset({_R.DESK, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
    "runs.read": frozenset({_R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.REGIONAL_MANAGER, _R.AUDITOR, _R.ADMIN}),
    "runs.draft": frozenset({_R.FINANCE, _R.SUPERVISOR, _R.MANAGER, _R.ADMIN}),
}

FACES: Final[dict[str, frozenset[Role]]] = {
    "portal": _HOUSEHOLD,
    "desk": _READERS,
    "staff": frozenset({_R.CREW, _R.STEWARD, _R.GATE_GUARD}),
}


def allowed(permission: str, roles: frozenset[Role]) -> bool:
    """Whether any of `roles` has `permission`."""
    return bool(PERMISSIONS.get(permission, frozenset()) & roles)
