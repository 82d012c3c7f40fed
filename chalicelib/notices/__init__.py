"""Who is told what, and when (NTC-01). Listens to the journal's stream; nobody imports it, channels deliver.

An entry makes one delivery for each party and channel, put only if absent: however often the stream is replayed, a
cause is told once. Owners are left in peace from 21:00 to 8:00 unless it is urgent. What is said is composed when it is
sent, from what is so then.
"""
