"""Fee items, bills, billing runs and the account of a unit (BIL-01, BIL-05, BIL-06).

A bill is one fee item of one unit for one period; once released it never changes. Reads units from `estate` and names
from `people`; knows nothing of payments, which come above it.
"""
