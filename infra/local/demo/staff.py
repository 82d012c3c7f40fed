"""The demo office's people: a role and a phone each. Nobody real; the phones get no message, the outbox page does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.core import ids
from chalicelib.core.scope import Role

ORG_ID: Final = ids.derived("demo", "organisation")
COMMUNITY_ID: Final = ids.derived("demo", "community")
ORGANISATION: Final = "示例物业"
COMMUNITY: Final = "示例花园"


@dataclass(frozen=True)
class Person:
    """One of the office. `buildings` narrows a steward to some buildings of the community."""

    name: str
    role: Role
    phone: str
    buildings: tuple[str, ...] | None = None

    @property
    def staff_id(self) -> str:
        return ids.derived(ORG_ID, "staff", self.phone)

    @property
    def actor_id(self) -> str:
        return f"S:{self.staff_id}"


ADMIN: Final = Person("主任甲", Role.ADMIN, "13800000001")
FINANCE: Final = Person("财务乙", Role.FINANCE, "13800000002")
SUPERVISOR: Final = Person("主管丙", Role.SUPERVISOR, "13800000003")
CLERK: Final = Person("内勤丁", Role.DESK, "13800000004")
REPAIRER: Final = Person("维修员己", Role.CREW, "13800000006")
ELECTRICIAN: Final = Person("维修员庚", Role.CREW, "13800000007")
STEWARD: Final = Person("管家辛", Role.STEWARD, "13800000008", ("1", "2"))
STAFF: Final = (
    FINANCE,
    SUPERVISOR,
    CLERK,
    Person("客诉戊", Role.COMPLAINT_HANDLER, "13800000005"),
    REPAIRER,
    ELECTRICIAN,
    STEWARD,
    Person("门岗壬", Role.GATE_GUARD, "13800000009"),
    Person("审计癸", Role.AUDITOR, "13800000010"),
)
