/* How often to look at long work: every second at first, then less often. */

const FIRST_MS = 1_000
const LAST_MS = 5_000
const GROWTH = 1.2

/** For useQuery's refetchInterval: false when there is nothing to wait for. */
export function backingOff<Data>(working: (data: Data) => boolean) {
  let wait = FIRST_MS
  return (query: { state: { data: Data | undefined } }): number | false => {
    const { data } = query.state
    if (data === undefined || !working(data)) {
      wait = FIRST_MS
      return false
    }
    const now = wait
    wait = Math.min(LAST_MS, Math.round(wait * GROWTH))
    return now
  }
}
