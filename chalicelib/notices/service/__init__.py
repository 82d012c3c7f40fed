"""Hearing what happened, and delivering what is to be told."""
