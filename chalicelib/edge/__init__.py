"""Where the world comes in: typed routes, who may call them, sessions, scheduled and queued jobs, errors as JSON.

Knows HTTP and Chalice so that nothing below has to; knows no business word beyond the permissions table.
"""
