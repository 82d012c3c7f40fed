"""Tickets' verbs and questions, split by what they are about."""
