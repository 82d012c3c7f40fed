"""The service desk (报修 投诉 咨询): tickets, their life, their promises and the timeline that owners follow (TIC-01…).

Knows nothing of callbacks, which come above it and join its verbs through `wiring`.
"""
