/* Times to come that are chosen by one tap. Business hours are Asia/Shanghai's (UTC+8, no daylight saving). Pure. */
const HOUR = 3_600_000
const DAY = 24 * HOUR
const SHANGHAI = 8 * HOUR

export type When = 'hour' | 'three_hours' | 'evening' | 'morning' | 'day_after'

function at(now: number, days: number, hour: number): number {
  return Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI + days * DAY + hour * HOUR
}

export function momentOf(when: When, now: number): string {
  const ms = { hour: now + HOUR, three_hours: now + 3 * HOUR, evening: at(now, 0, 19), morning: at(now, 1, 9), day_after: at(now, 2, 9) }[when]
  return new Date(ms).toISOString()
}

/** Those that lie ahead by half an hour at least. */
export function choicesAt(now: number): When[] {
  const all: When[] = ['hour', 'three_hours', 'evening', 'morning', 'day_after']
  return all.filter((when) => Date.parse(momentOf(when, now)) > now + HOUR / 2)
}
