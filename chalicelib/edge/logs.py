"""Structured logs: one JSON line each, with the request's id. Never a phone, an id number or a body."""

from __future__ import annotations

from aws_lambda_powertools import Logger

logger = Logger(service="guanjia", log_uncaught_exceptions=False)
