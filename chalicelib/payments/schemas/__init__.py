"""Payments on the wire, split by page."""
