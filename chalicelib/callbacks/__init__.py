"""Callbacks (回访): within a day of a ticket's work somebody asks its owner whether they are content (CBK-01, CBK-02).

Opened in the transaction that finishes the work; answered by a person, never by a job. A ticket closes when its
callback is answered or its owner has scored it.
"""
