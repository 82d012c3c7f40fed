"""People's verbs and questions, as other capabilities call them."""

from chalicelib.people.rules.parties import (
    NewParty,
    Party,
    PartyTenure,
    Relation,
    Tenure,
    party_id_of,
    tenure_of,
)
from chalicelib.people.rules.phones import is_mobile, mask_phone
from chalicelib.people.rules.staff import Grant
from chalicelib.people.service.identities import principal
from chalicelib.people.service.parties import (
    actor_names,
    existing_parties,
    get_party,
    household_row,
    households,
    own_file,
    own_units,
    party_rows,
    what_differs,
)
from chalicelib.people.service.staff import StaffAdded, add_staff, add_staff_in

__all__ = [
    "Grant",
    "NewParty",
    "Party",
    "PartyTenure",
    "Relation",
    "StaffAdded",
    "Tenure",
    "actor_names",
    "add_staff",
    "add_staff_in",
    "existing_parties",
    "get_party",
    "household_row",
    "households",
    "is_mobile",
    "mask_phone",
    "own_file",
    "own_units",
    "party_id_of",
    "party_rows",
    "principal",
    "tenure_of",
    "what_differs",
]
