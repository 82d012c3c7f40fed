"""People's rows ↔ entities. Private to this capability."""
