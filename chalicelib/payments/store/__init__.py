"""Payments' rows ↔ entities, split by what they hold. Private to payments."""
