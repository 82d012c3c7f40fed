/* The one queue of the person signed in: sent at once, again when there is a signal, again after a while, again after a reload. */
import { computed, shallowRef, watch } from 'vue'
import { client, gives, under } from '@/api/client'
import type { Ticket, TicketMoved } from '@/api/types'
import { forget, recall, remember } from '@/app/kept'
import { queryClient } from '@/app/query'
import { session } from '@/app/session'
import { online } from '@/ui/online'
import { type Errand, type Intended, Outgoing } from './outgoing'

const AGAIN_MS = [2_000, 5_000, 15_000, 30_000]
const memory = new Map<string, string>()

/* A private window that keeps nothing still keeps this while the page is open. */
const nameNow = () => `outgoing.${session.value?.organisation.id ?? ''}.${session.value?.person.id ?? ''}`
const place = {
  read: () => recall(nameNow()) ?? memory.get(nameNow()) ?? null,
  write: (text: string | null) => {
    const name = nameNow()
    memory.delete(name)
    if (text === null) return forget(name)
    remember(name, text)
    if (recall(name) !== text) memory.set(name, text)
  },
}

const all = shallowRef<Errand[]>([])
const outgoing = new Outgoing(place, (now) => (all.value = now))
export const waiting = computed(() => all.value.filter((one) => !one.refused))
export const refusals = computed(() => all.value.filter((one) => one.refused))
/** So many could not be sent at once. */
export const stuck = computed(() => waiting.value.filter((one) => one.tries > 0 || !online.value).length)

export const waitingFor = (about: string): Errand[] => waiting.value.filter((one) => one.about === about)
export const refusalsOf = (about: string): Errand[] => refusals.value.filter((one) => one.about === about)
export const dismiss = (errand: Errand): void => outgoing.dismiss(errand.key)

/** Somebody wants this: kept, and sent as soon as it can be. */
export function intend(intended: Intended): void {
  outgoing.add(intended)
  void sendAll()
}

let timer = 0
let pause = 0

export async function sendAll(): Promise<void> {
  clearTimeout(timer)
  if (!session.value) return
  const done = await outgoing.flush(send, settled, look)
  if (done) pause = 0
  else timer = window.setTimeout(() => void sendAll(), AGAIN_MS[Math.min(pause++, AGAIN_MS.length - 1)])
}

/** Looks after the queue from now on; gives the way to stop. */
export function lookAfter(): () => void {
  all.value = outgoing.all()
  void sendAll()
  const stop = watch(online, (now) => now && void sendAll())
  const other = (event: StorageEvent) => {
    if (event.key?.endsWith(nameNow())) all.value = outgoing.all()
  }
  addEventListener('storage', other)
  return () => {
    stop()
    clearTimeout(timer)
    removeEventListener('storage', other)
  }
}

/* Each verb's own way to the server. The bodies were made where the button was pressed. */
function send(errand: Errand): Promise<unknown> {
  const header = under(errand.key)
  const body = errand.body as never
  const ticket = { params: { path: { community_id: errand.community, ticket_id: errand.about }, header } }
  const callback = { params: { path: { community_id: errand.community, callback_id: errand.about }, header } }
  switch (errand.verb) {
    case 'accept':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/accept', ticket))
    case 'resume':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/resume', ticket))
    case 'arrive':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/arrive', { ...ticket, body }))
    case 'finish':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/finish', { ...ticket, body }))
    case 'progress':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/progress', { ...ticket, body }))
    case 'hold':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/hold', { ...ticket, body }))
    case 'reject':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/reject', { ...ticket, body }))
    case 'reply':
      return gives(client.POST('/communities/{community_id}/tickets/{ticket_id}/reply', { ...ticket, body }))
    case 'try':
      return gives(client.POST('/communities/{community_id}/callbacks/{callback_id}/try', { ...callback, body }))
    case 'answer':
      return gives(client.POST('/communities/{community_id}/callbacks/{callback_id}/answer', { ...callback, body }))
  }
}

/** What the answer says is shown before anything is asked for again, so that nothing flickers back. */
function settled(errand: Errand, given: unknown): void {
  if (errand.verb !== 'try' && errand.verb !== 'answer') {
    const { status, percent } = given as TicketMoved
    const worker_id = errand.verb === 'accept' ? `S:${session.value?.person.id ?? ''}` : undefined
    const kept = worker_id === undefined && status !== 'done' ? {} : { clocks: [], promised_at: null }
    const moved = (one: Ticket): Ticket => ({ ...one, ...kept, status, percent, worker_id: errand.verb === 'reject' ? null : (worker_id ?? one.worker_id) })
    queryClient.setQueryData<{ rows: Ticket[]; more: boolean }>(['tickets', errand.community], (now) =>
      now && { ...now, rows: now.rows.map((one) => (one.ticket_id === errand.about ? moved(one) : one)) })
    queryClient.setQueryData<Ticket>(['ticket', errand.community, errand.about], (now) => now && moved(now))
  }
  look(errand)
}

function look(errand: Errand): void {
  for (const name of ['tickets', 'callbacks']) void queryClient.invalidateQueries({ queryKey: [name, errand.community] })
  for (const name of ['ticket', 'ticket-steps']) void queryClient.invalidateQueries({ queryKey: [name, errand.community, errand.about] })
}
