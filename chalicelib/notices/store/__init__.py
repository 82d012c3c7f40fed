"""Notices' rows ↔ entities. Private to this capability."""
