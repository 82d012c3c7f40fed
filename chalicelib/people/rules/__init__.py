"""What a party, a household and a member of staff are, and what sign-in allows.

Pure: no clock, no database, no HTTP.
"""

from chalicelib.people.rules.parties import NewParty, Party, PartyTenure, Relation, Tenure
from chalicelib.people.rules.staff import Grant, Staff

__all__ = ["Grant", "NewParty", "Party", "PartyTenure", "Relation", "Staff", "Tenure"]
