"""Corrections' rules, split by what they decide. Pure: no clock, no database, no HTTP."""
