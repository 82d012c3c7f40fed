"""The rules of tickets, split by what they decide. Pure: no clock, no database, no HTTP."""
