"""The figures that have a goal: `python -m tests.bench` (QUICK=1 in a minute) prints them as JSON on its last line.

One module measures one figure, in a process of its own, and registers it with `register.figure`.
"""
