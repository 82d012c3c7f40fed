"""Peak memory of the process that drafts a run of many units ÷ a tenth of them: it must not grow with the community."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.bench.register import Fact, Measured, figure
from tests.bench.town import COMMUNITY_ID, PERIOD, a_stage, a_town

UNITS: Final = 10_000
QUICK_UNITS: Final = 3_000
_TIMES: Final = 10


@figure("run_memory", says="peak memory of a run ÷ that of a run of a tenth of the units", at_most=1.3)
def run_memory(is_quick: bool) -> Measured:
    """Each run is drafted by a process of its own, beside the engine, from the first read to the finished draft."""
    units = QUICK_UNITS if is_quick else UNITS
    with a_stage() as here:
        small = _peak_kb(a_town(units // _TIMES, name="small"), str(here.home.root))
        large = _peak_kb(a_town(units, name="large"), str(here.home.root))
    facts: dict[str, Fact] = {"units": units, "large_mb": round(large / 1024, 1), "small_mb": round(small / 1024, 1)}
    return Measured(round(large / small, 3), facts)


def _peak_kb(org_id: str, folder: str) -> int:
    argv = [sys.executable, "-m", "tests.bench.run_memory", org_id, folder]
    found = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True)
    return int(json.loads(found.stdout.splitlines()[-1]))


def main(org_id: str, folder: str) -> None:
    """The measured process: one run, by the environment that its parent has set."""
    from chalicelib import wiring  # noqa: F401 - registers the jobs
    from chalicelib.billing.service import runs
    from chalicelib.core import ids
    from chalicelib.core.scope import system_scope
    from infra.local import office, stage
    from infra.local.home import Home

    stage.install(Home.at(folder))
    scope, run_id = system_scope(org_id, "bench"), ids.derived(org_id, "run")
    runs.start_run(scope, office.cause("start"), COMMUNITY_ID, run_id=run_id, period=PERIOD)
    stage.drain()
    assert runs.get_run(scope, COMMUNITY_ID, run_id).sums.bills, run_id
    print(json.dumps(_own_peak_kb()))


def _own_peak_kb() -> int:
    """This process's own peak. Linux counts in ru_maxrss what the parent had at the fork, so its status is read."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
