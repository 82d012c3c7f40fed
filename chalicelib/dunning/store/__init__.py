"""Dunning's rows ↔ entities. Private to this capability."""
