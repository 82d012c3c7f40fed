"""Correcting the past (更正): a fact that was wrong since a past day is set right, and each bill that it touched.

A correction waits for a second person, who sees month by month what was billed, what is right and what money moves.
Agreed to, the fact holds as corrected; notes on the bills, credits and what is missing follow in chunks (BIL-07).
"""
