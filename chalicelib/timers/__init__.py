"""Promises with a time: the clocks that a thing carries, and how a sweep finds what is due.

A clock stands in its thing's own row, and the row in the due index at the time of its next clock. The verb that a
sweep calls moves the clock in the transaction that does the work: it fires once, never early, however often the sweep
comes or however long it does not. Knows no business word.
"""
