"""The demonstration: 示例花园 of 示例物业, invented from end to end, with a year of history and this month's draft.

Made once, on the first start, by the verbs that a real office uses: set up, staff, import, twelve monthly runs, what
its households paid of them, online and at the desk, and what they report.
"""

from infra.local.demo.seed import invite, seed

__all__ = ["invite", "seed"]
