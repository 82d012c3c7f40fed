"""Billing's rows ↔ entities, split by what they hold. Private to billing."""
