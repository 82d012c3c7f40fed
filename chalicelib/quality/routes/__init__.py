"""The routes of data quality."""

from chalicelib.quality.routes import findings, rounds

BLUEPRINTS = [findings.routes.blueprint, rounds.routes.blueprint]

__all__ = ["BLUEPRINTS"]
