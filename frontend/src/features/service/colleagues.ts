/* Colleagues to whom work is given: in which order, by what they are found, what they have in hand. Pure. */
import type { Ticket } from '@/api/types'
import { isOver } from './actions'
import type { Colleague } from './api'

/** From so many on, one types. */
export const SEARCH_ABOVE = 8
const GO_OUT = ['crew', 'steward', 'gate_guard']

const rank = ({ roles }: Colleague): number => {
  const at = GO_OUT.findIndex((role) => roles.includes(role))
  return at < 0 ? GO_OUT.length : at
}

/** Those who go out first; of one kind, in the order given. */
export function found(all: readonly Colleague[], query: string): Colleague[] {
  const text = query.trim().toLowerCase()
  return all.filter((one) => one.name.toLowerCase().includes(text)).sort((one, other) => rank(one) - rank(other))
}

/** How many tickets each has that are not done. */
export function inHand(tickets: readonly Ticket[]): Record<string, number> {
  const hands: Record<string, number> = {}
  for (const one of tickets) if (one.worker_id && !isOver(one)) hands[one.worker_id] = (hands[one.worker_id] ?? 0) + 1
  return hands
}
