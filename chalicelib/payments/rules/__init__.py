"""The rules of payments, split by what they decide. Pure: no clock, no database, no HTTP."""
