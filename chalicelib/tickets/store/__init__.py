"""Tickets' rows ↔ entities. Private to tickets."""
