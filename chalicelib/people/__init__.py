"""People: parties and what ties them to units, the office's staff and their roles, and how all of them sign in.

Owns personal data (phone, id number): sealed under a key per person, found by a blind index, shown masked. Knows who
may reach what, not what it costs: bills are `billing`'s, places are `estate`'s.
"""
