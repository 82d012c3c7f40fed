"""The organisation's estate: communities, buildings and units, and the dated facts of each unit (REG-01, REG-03).

Knows places, not people: a payer is a party's id here. Who lives where is `people`'s; what it costs is `billing`'s.
"""
