"""Dunning's rules."""
