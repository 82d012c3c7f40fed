/* What can be done with a ticket at the desk: the next step in one button, and everything else that its state allows. Pure. */
import type { Ticket } from '@/api/types'
import { nextVerb } from '@/features/staff/jobs'

export type DeskVerb = 'assign' | 'reply' | 'classify' | 'hold' | 'resume' | 'accept' | 'arrive' | 'progress' | 'finish' | 'reject'

/** What this person may do at all. */
export interface Allowed {
  assign: boolean
  work: boolean
}

const ORDER: readonly DeskVerb[] = ['assign', 'accept', 'arrive', 'progress', 'finish', 'resume', 'reply', 'hold', 'reject', 'classify']

export const isOver = ({ status }: Pick<Ticket, 'status'>): boolean => status === 'done' || status === 'closed'

function possible(verb: DeskVerb, { status }: Pick<Ticket, 'status'>, mine: boolean): boolean {
  const working = status === 'accepted' || status === 'on_site'
  switch (verb) {
    case 'accept':
      return status === 'new' || (mine && status === 'assigned')
    case 'arrive':
      return mine && status === 'accepted'
    case 'progress':
      return mine && (working || status === 'held')
    case 'finish':
      return mine && working
    case 'reject':
      return mine && (status === 'assigned' || status === 'accepted')
    case 'hold':
      return working
    case 'resume':
      return status === 'held'
    default:
      return true
  }
}

export function actionsOf(ticket: Pick<Ticket, 'status' | 'worker_id'>, me: string, may: Allowed): { next: DeskVerb | null; others: DeskVerb[] } {
  if (isOver(ticket)) return { next: null, others: [] }
  const mine = ticket.worker_id === me
  const all = ORDER.filter((verb) => (verb === 'assign' || verb === 'classify' ? may.assign : may.work) && possible(verb, ticket, mine))
  const wanted = ticket.worker_id === null ? 'assign' : mine ? nextVerb(ticket) : 'reply'
  const next = all.find((verb) => verb === wanted) ?? all[0] ?? null
  return { next, others: all.filter((verb) => verb !== next) }
}
