"""Bringing the system to AWS and back: what `make package` made, the page, the secrets, the first administrator."""
