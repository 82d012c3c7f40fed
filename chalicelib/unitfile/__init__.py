"""The unit file (房屋档案): everything of one unit on one page, put together from estate, people, billing and journal.

Owns no rows: it only reads, through the other capabilities' services.
"""
