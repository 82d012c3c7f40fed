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
from chalicelib.people.service.colleagues import (
    ColleagueOutOfReach,
    colleagues,
    colleagues_of,
    hands_of,
    need_colleague,
)
from chalicelib.people.service.contacts import Line, message_line, units_of
from chalicelib.people.service.directory import directory_page
from chalicelib.people.service.identities import principal
from chalicelib.people.service.opening import opened_parties
from chalicelib.people.service.parties import (
    actor_names,
    ask_household,
    existing_parties,
    get_party,
    household_rows,
    households,
    own_file,
    own_party_ids,
    own_units,
    party_rows,
    tenure_row,
    what_differs,
)
from chalicelib.people.service.staff import (
    StaffAdded,
    add_staff,
    add_staff_in,
    change_grants,
    end_staff,
    reset_second_factor,
    staff_page,
)

__all__ = [
    "ColleagueOutOfReach",
    "Grant",
    "Line",
    "NewParty",
    "Party",
    "PartyTenure",
    "Relation",
    "StaffAdded",
    "Tenure",
    "actor_names",
    "add_staff",
    "add_staff_in",
    "ask_household",
    "change_grants",
    "colleagues",
    "colleagues_of",
    "directory_page",
    "end_staff",
    "existing_parties",
    "get_party",
    "hands_of",
    "household_rows",
    "households",
    "is_mobile",
    "mask_phone",
    "message_line",
    "need_colleague",
    "opened_parties",
    "own_file",
    "own_party_ids",
    "own_units",
    "party_id_of",
    "party_rows",
    "principal",
    "reset_second_factor",
    "staff_page",
    "tenure_of",
    "tenure_row",
    "units_of",
    "what_differs",
]
