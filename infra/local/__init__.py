"""The same system on one machine: engine, queue, files, outbox, web bridge, worker and the runner that holds them.

Nothing here decides anything about the business: every piece is an adapter behind a port of chalicelib.
"""
