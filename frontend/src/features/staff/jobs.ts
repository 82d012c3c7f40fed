/* A ticket as the crew's phone shows it: with what was pressed and not answered yet, in the order in which promises break. Pure. */
import type { Ticket } from '@/api/types'
import type { Errand, Verb } from './outgoing'

const LEADS: Partial<Record<Verb, string>> = { accept: 'accepted', arrive: 'on_site', finish: 'done', hold: 'held', resume: 'accepted', reject: 'new' }
const UNTAKEN = ['new', 'assigned']
const WORKING = ['accepted', 'on_site', 'held']

/** The ticket as it will be once everything that waits has been answered. */
export function ahead(ticket: Ticket, waiting: readonly Errand[], me: string): Ticket {
  return waiting.reduce<Ticket>((one, { verb, body }) => {
    const status = LEADS[verb] ?? one.status
    const worker_id = verb === 'accept' ? me : verb === 'reject' ? null : one.worker_id
    const percent = verb === 'progress' && typeof body.percent === 'number' ? body.percent : one.percent
    const clocks = verb === 'finish' ? [] : verb === 'accept' ? one.clocks.filter((clock) => clock.rule !== 'accept') : one.clocks
    const promised_at = verb === 'finish' || verb === 'accept' ? null : one.promised_at
    return { ...one, status, worker_id, percent, clocks, promised_at }
  }, ticket)
}

/** The one step that comes next; null when there is none to be done on the phone. */
export function nextVerb(ticket: Pick<Ticket, 'status'>): 'accept' | 'arrive' | 'finish' | 'resume' | null {
  if (UNTAKEN.includes(ticket.status)) return 'accept'
  return ({ accepted: 'arrive', on_site: 'finish', held: 'resume' } as const)[ticket.status as 'accepted'] ?? null
}

/** What else can be done with it by whoever has it. */
export function otherVerbs(ticket: Pick<Ticket, 'status'>): Verb[] {
  const { status } = ticket
  if (status === 'assigned') return ['reject', 'reply']
  if (status === 'held') return ['progress', 'reply']
  if (status === 'accepted') return ['progress', 'hold', 'reject', 'reply']
  return status === 'on_site' ? ['progress', 'hold', 'reply'] : []
}

/** When something breaks, or broke: a ticket that nobody took in time is above all others. */
function breaksAt(ticket: Ticket): string {
  if (UNTAKEN.includes(ticket.status) && ticket.late.includes('accept')) return ticket.opened_at
  return ticket.clocks.map((clock) => clock.due_at).sort()[0] ?? ticket.promised_at ?? '9'
}

const byPromise = (one: Ticket, other: Ticket) => (breaksAt(one) < breaksAt(other) ? -1 : 1)

/** Mine, then those that nobody has; finished ones and a colleague's are not mine to do. */
export function todo(tickets: readonly Ticket[], me: string): { mine: Ticket[]; free: Ticket[] } {
  const mine = tickets.filter((one) => one.worker_id === me && [...UNTAKEN, ...WORKING].includes(one.status)).sort(byPromise)
  const free = tickets.filter((one) => one.worker_id === null && one.status === 'new').sort(byPromise)
  return { mine, free }
}
