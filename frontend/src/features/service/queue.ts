/* The queue: in which order, what is counted, what a filter leaves. Pure: takes the time as given. */
import type { Ticket } from '@/api/types'
import { isOver } from './actions'

const UNTAKEN = ['new', 'assigned']

/** What is looked for; empty is everything. */
export interface Wanted {
  text: string
  status: string
  kind: string
  nobody: boolean
}

export const everything = (): Wanted => ({ text: '', status: '', kind: '', nobody: false })

/** Nobody took it in time, and nobody was given ten minutes anew (given to another, or opened again). */
const isUntaken = ({ status, late, clocks }: Ticket): boolean =>
  UNTAKEN.includes(status) && late.includes('accept') && !clocks.some((clock) => clock.rule === 'accept')

/** A promise stands broken at this moment: nobody took it in time, or what comes next is past its time. */
export function isBroken(ticket: Ticket, now: number): boolean {
  if (isOver(ticket)) return false
  if (isUntaken(ticket)) return true
  return ticket.clocks.some((clock) => Date.parse(clock.due_at) <= now)
}

function breaksAt(ticket: Ticket): string {
  if (isOver(ticket)) return `~${ticket.done_at ?? ''}`
  if (isUntaken(ticket)) return `!${ticket.opened_at}`
  return ticket.clocks.map((clock) => clock.due_at).sort()[0] ?? ticket.promised_at ?? ticket.opened_at
}

/** The promise that breaks first on top; what is done waits below. Pages that shift while they are read may repeat a row. */
export function byPromise(tickets: readonly Ticket[]): Ticket[] {
  const once = new Map(tickets.map((one) => [one.ticket_id, one]))
  return [...once.values()].sort((one, other) => (breaksAt(one) < breaksAt(other) ? -1 : 1))
}

export function counted(tickets: readonly Ticket[], now: number): { all: number; nobody: number; broken: number } {
  const going = tickets.filter((one) => !isOver(one))
  return {
    all: tickets.length,
    nobody: going.filter((one) => one.worker_id === null).length,
    broken: going.filter((one) => one.late.length > 0 || isBroken(one, now)).length,
  }
}

/** Every word of the text is found in what is shown of the ticket; its number may be typed without the dash. */
export function wantedOf(tickets: readonly Ticket[], { text, status, kind, nobody }: Wanted): Ticket[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return tickets.filter((one) => {
    if ((status && one.status !== status) || (kind && one.kind !== kind) || (nobody && one.worker_id !== null)) return false
    const shown = [one.summary, one.place, one.number, one.number.replace('-', ''), one.worker_name].join(' ').toLowerCase()
    return words.every((word) => shown.includes(word))
  })
}

/** Which ticket comes when somebody presses an arrow: the one beside it, or the first. */
export function beside(tickets: readonly Ticket[], ticketId: string | undefined, step: 1 | -1): Ticket | undefined {
  const at = tickets.findIndex((one) => one.ticket_id === ticketId)
  return at < 0 ? tickets[0] : (tickets[at + step] ?? tickets[at])
}
