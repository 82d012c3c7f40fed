/* Promises as bars: which breaks next, how much of it is left, when it turns amber. Pure: takes the time as given. */

const MINUTE = 60_000
/** How long a promise runs from its start, in minutes: the server's limits. */
const RUNS: Record<string, number> = { accept: 10, staged_reply: 30, review: 120, callback: 1_440 }
/** Amber begins at a quarter of the promise or half an hour, whichever is the shorter. */
const AMBER_MS = 30 * MINUTE

export interface Running {
  rule: string
  due_at: string
}
export interface Promised extends Running {
  left_ms: number
  /** What is left, in whole percent of the promise. */
  percent: number
  tone: 'ok' | 'warn' | 'bad'
}
export interface Left {
  over: boolean
  h: number
  m: number
}

export function promised(clock: Running, now: number): Promised {
  const whole = (RUNS[clock.rule] ?? 60) * MINUTE
  const left_ms = Date.parse(clock.due_at) - now
  const percent = left_ms <= 0 ? 100 : Math.max(2, Math.min(100, Math.round((left_ms * 100) / whole)))
  const tone = left_ms <= 0 ? 'bad' : left_ms <= Math.min(whole / 4, AMBER_MS) ? 'warn' : 'ok'
  return { ...clock, left_ms, percent, tone }
}

/** The promise that breaks first; null when none runs. */
export function nextPromise(clocks: readonly Running[], now: number): Promised | null {
  const [first] = [...clocks].sort((one, other) => (one.due_at < other.due_at ? -1 : 1))
  return first ? promised(first, now) : null
}

/** Until when a ticket on hold waits, as a list can know it: then it is looked at next. Null once that is over. */
export function heldUntil({ status, expected_at, clocks }: { status: string; expected_at: string | null; clocks: readonly Running[] }): string | null {
  return status === 'held' && clocks.some((clock) => clock.rule === 'review' && clock.due_at === expected_at) ? expected_at : null
}

/** Hours and minutes, rounded against us: what is left down, what is over up. */
export function leftOf(left_ms: number): Left {
  const over = left_ms < 0
  const minutes = over ? Math.ceil(-left_ms / MINUTE) : Math.floor(left_ms / MINUTE)
  return { over, h: Math.floor(minutes / 60), m: minutes % 60 }
}
