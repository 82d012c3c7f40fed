"""Findings, checks and rounds ↔ rows. What a check writes is bookkeeping; what a person decides has entries."""
