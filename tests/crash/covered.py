"""Which crash test kills which verb and job. A new one is named here, with its test, or the suite fails."""

from __future__ import annotations

from typing import Final

VERBS: Final = {
    "billing.discard_run": "test_run.py",
    "billing.finish_discard": "test_run.py",
    "billing.finish_draft": "test_run.py",
    "billing.release_run": "test_run.py",
    "billing.start_run": "test_run.py",
    "dunning.remind": "test_dunning.py",
    "estate.create_community": "test_short_verbs.py",
    "estate.set_staff_totp": "test_short_verbs.py",
    "imports.confirm": "test_import.py",
    "imports.discard": "test_import.py",
    "imports.fail": "test_import.py",
    "imports.finish": "test_import.py",
    "imports.finish_reading": "test_import.py",
    "imports.refuse": "test_import.py",
    "imports.start": "test_import.py",
    "payments.allocate": "test_payments.py",
    "payments.close_order": "test_payments.py",
    "payments.handle_exception": "test_payments_desk.py",
    "payments.number_receipts": "test_payments.py",
    "payments.post_payment": "test_payments.py",
    "payments.start_order": "test_payments.py",
    "payments.take_cash": "test_payments_desk.py",
    "payments.use_prepaid": "test_payments_desk.py",
    "people.add_staff": "test_short_verbs.py",
    "people.change_grants": "test_short_verbs.py",
    "people.create_office": "test_short_verbs.py",
    "people.end_staff": "test_short_verbs.py",
    "people.reset_second_factor": "test_short_verbs.py",
    "people.set_up": "test_short_verbs.py",
}

JOBS: Final = {
    "billing.continue_run": "test_run.py",
    "billing.monthly_run": "test_run.py",
    "billing.resume_runs": "test_run.py",
    "dunning.remind": "test_dunning.py",
    "dunning.remind_units": "test_dunning.py",
    "imports.continue_import": "test_import.py",
    "imports.resume_imports": "test_import.py",
    "notices.deliver": "test_dunning.py",
    "notices.hear": "test_dunning.py",
    "payments.number_receipts": "test_payments.py",
    "payments.resume": "test_payments.py",
    "payments.settle_orders": "test_payments.py",
    "payments.use_prepaid": "test_payments_desk.py",
    "payments.use_prepaid_sweep": "test_payments_desk.py",
}

MISSING: Final[frozenset[str]] = frozenset()
