"""The demo's tickets: some closed last week, one of each state today, whose promises run when the page is first opened.

Today's count their minutes back from the time at which the demo was made; earlier ones have hours of the day.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from chalicelib.core import clock
from infra.local.demo.habits import TWO_UNITS
from infra.local.demo.payments import Payers, desk_of
from infra.local.demo.staff import CLERK, ELECTRICIAN, REPAIRER, STEWARD
from infra.local.serving import Serving

_DAY: Final = 24 * 60


class Round:
    """Everything that is reported, and by whom it is seen to; `now` is when the demo is made."""

    def __init__(self, at: Payers, now: datetime) -> None:
        self._at, self._now = at, now
        self.clerk, self.steward = desk_of(CLERK), desk_of(STEWARD)
        self.repairer, self.electrician = desk_of(REPAIRER), desk_of(ELECTRICIAN)

    def today(self, name: str, place: int, *, minutes_ago: int) -> Serving:
        return self._of(name, place, self._now - timedelta(minutes=minutes_ago))

    def earlier(self, name: str, place: int, *, days_ago: int, at: time) -> Serving:
        return self._of(name, place, self.on(-days_ago, at))

    def on(self, days: int, at: time) -> datetime:
        """This time of the day so many days from today."""
        return datetime.combine(clock.business_date(self._now) + timedelta(days=days), at, clock.SHANGHAI)

    def _of(self, name: str, place: int, opened_at: datetime) -> Serving:
        """In a small demo, another home than in the whole one."""
        places = list(self._at)
        unit = self._at[place if place in self._at else places[place % len(places)]]
        return Serving(self.clerk, unit, key=f"demo#{name}", opened_at=opened_at)


def make(at: Payers, now: datetime) -> int:
    """Have everything reported and seen to, as far as it has come; gives how many tickets there are."""
    made = (_mediocre, _praised, _emergency, _done, _worked_on, _on_hold, _assigned, _new)
    for one in made:
        one(Round(at, now))
    return len(made)


def _mediocre(here: Round) -> None:
    tap = here.earlier("tap", 64, days_ago=5, at=time(15, 5))
    tap.taken_down(here.clerk, "卫生间水龙头关不紧，一直滴水。")
    tap.accepted(6, here.repairer)
    tap.arrived(24, here.repairer)
    tap.replied(28, here.repairer, "阀芯老化，我回去拿一个新的。")
    tap.finished(95, here.repairer, "换了阀芯，关紧不滴了。")
    tap.called_back(_DAY - 280, here.clerk, score=3, suggestion="修好了，就是多跑了一趟。")


def _praised(here: Round) -> None:
    door = here.earlier("door", TWO_UNITS[0], days_ago=3, at=time(9, 20))
    door.reported("单元门关不上，门禁一直在响。")
    door.accepted(4, here.electrician)
    door.arrived(18, here.electrician)
    door.replied(22, here.electrician, "闭门器松了，调一下就好。")
    door.finished(50, here.electrician, "闭门器调紧了，门禁试过三次，正常。")
    door.scored(200, score=5, words="来得很快，谢谢。")


def _emergency(here: Round) -> None:
    burst = here.earlier("burst", 20, days_ago=1, at=time(18, 40))
    burst.reported("楼道水管爆管，水往电梯那边流。")
    burst.accepted(2, here.repairer)
    burst.arrived(9, here.repairer)
    burst.replied(12, here.repairer, "总阀已经关了，正在换管；电梯先停在二楼，怕进水。")
    burst.finished(80, here.repairer, "换了一段管，恢复供水；电梯井检查过，没有进水。")
    burst.called_back(100, here.clerk, score=5)


def _done(here: Round) -> None:
    drain = here.today("drain", 7, minutes_ago=290)
    drain.reported("阳台地漏堵了，下雨就积水。")
    drain.assigned(3, here.clerk, to=here.repairer)
    drain.accepted(5, here.repairer)
    drain.arrived(20, here.repairer)
    drain.replied(25, here.steward, "师傅到了，疏通要一个小时左右。")
    drain.finished(110, here.repairer, "掏出来一团树叶，放水试过，通了。")


def _worked_on(here: Round) -> None:
    """The promise of two hours is nearly over: the one that shows amber."""
    leak = here.today("leak", TWO_UNITS[0], minutes_ago=100)
    leak.reported("厨房水槽下面漏水，柜子里都湿了。")
    leak.assigned(2, here.clerk, to=here.repairer)
    leak.accepted(5, here.repairer)
    leak.arrived(20, here.repairer)
    leak.replied(24, here.repairer, "软管裂了，正好带着新的，今天能换好。")
    leak.progressed(80, here.repairer, 60, "旧管拆了，正在装新的。", done_minute=150)


def _on_hold(here: Round) -> None:
    window = here.today("window", 45, minutes_ago=70)
    window.taken_down(here.clerk, "楼梯间的窗户关不上，合页断了。")
    window.accepted(4, here.electrician)
    window.arrived(18, here.electrician)
    window.held(26, here.electrician, "合页要订货，明天上午到。", until=here.on(1, time(10)))


def _assigned(here: Round) -> None:
    lamp = here.today("lamp", 110, minutes_ago=4)
    lamp.taken_down(here.clerk, "车库入口的灯一闪一闪，开车晃眼。")
    lamp.assigned(2, here.clerk, to=here.electrician)


def _new(here: Round) -> None:
    here.today("light", 90, minutes_ago=1).reported("三楼楼道的灯不亮了，晚上看不清台阶。")
