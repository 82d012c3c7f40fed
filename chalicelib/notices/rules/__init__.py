"""Notices' rules."""
