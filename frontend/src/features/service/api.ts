/* Tickets at the desk: the queue, whom work can be given to, and every verb with one key for one intention. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, gives, under } from '@/api/client'
import { gather } from '@/api/pages'
import type { Ticket, TicketMoved } from '@/api/types'
import { useVerb } from '@/api/verb'
import { may, session } from '@/app/session'
import { me } from '@/features/staff/api'
import type { DeskVerb } from './actions'

const LOOK_EVERY_MS = 20_000
const MOST_COLLEAGUES = 500
const COLLEAGUES_FRESH_MS = 60_000

export type Which = 'open' | 'closed'

export function useQueue(communityId: string, which: Ref<Which>) {
  const asks = (cursor: string | undefined) => ({ params: { path: { community_id: communityId }, query: { cursor } } })
  return useInfiniteQuery({
    queryKey: ['queue', communityId, which],
    queryFn: ({ pageParam }) =>
      which.value === 'open'
        ? gives(client.GET('/communities/{community_id}/tickets', asks(pageParam)))
        : gives(client.GET('/communities/{community_id}/tickets/closed', asks(pageParam))),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: () => (which.value === 'open' ? LOOK_EVERY_MS : false),
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  })
}

const readColleagues = (community_id: string) =>
  gather((cursor) => gives(client.GET('/communities/{community_id}/colleagues', { params: { path: { community_id }, query: { cursor } } })), MOST_COLLEAGUES)

export type Colleague = Awaited<ReturnType<typeof readColleagues>>['rows'][number]

export function useColleagues(communityId: string) {
  return useQuery({
    queryKey: ['colleagues', communityId],
    queryFn: () => readColleagues(communityId),
    enabled: computed(() => may('tickets.assign')),
    staleTime: COLLEAGUES_FRESH_MS,
  })
}

/** What was pressed. `seen` is who had it when a colleague was chosen; `name` is the colleague's, for the list. */
export interface Pressed {
  verb: DeskVerb
  body: Record<string, unknown>
  seen?: string | null
  name?: string
}

interface Path {
  community_id: string
  ticket_id: string
}

function send(path: Path, pressed: Pressed, key: string): Promise<TicketMoved> {
  const asks = { params: { path, header: under(key) } }
  const body = pressed.body as never
  const at = '/communities/{community_id}/tickets/{ticket_id}' as const
  switch (pressed.verb) {
    case 'assign':
      return gives(client.POST(`${at}/assign`, { ...asks, body: { ...(pressed.body as { worker_id: string }), instead_of: pressed.seen ?? '' } }))
    case 'accept':
      return gives(client.POST(`${at}/accept`, asks))
    case 'resume':
      return gives(client.POST(`${at}/resume`, asks))
    case 'arrive':
      return gives(client.POST(`${at}/arrive`, { ...asks, body }))
    case 'finish':
      return gives(client.POST(`${at}/finish`, { ...asks, body }))
    case 'progress':
      return gives(client.POST(`${at}/progress`, { ...asks, body }))
    case 'hold':
      return gives(client.POST(`${at}/hold`, { ...asks, body }))
    case 'reject':
      return gives(client.POST(`${at}/reject`, { ...asks, body }))
    case 'reply':
      return gives(client.POST(`${at}/reply`, { ...asks, body }))
    case 'classify':
      return gives(client.POST(`${at}/classify`, { ...asks, body }))
  }
}

/** Whose it is after this verb, where the verb changes that. */
function whose({ verb, body, name }: Pressed): Partial<Ticket> {
  if (verb === 'assign') return { worker_id: `S:${String(body.worker_id)}`, worker_name: name ?? '' }
  if (verb === 'accept') return { worker_id: me.value, worker_name: session.value?.person.name ?? '' }
  return verb === 'reject' ? { worker_id: null, worker_name: '' } : {}
}

interface Pages {
  pages: { rows: Ticket[]; next: string | null }[]
  pageParams: unknown[]
}

/** The verbs of one ticket. The list and the panel show the answer at once, then everything is read again. */
export function useTicketVerbs(communityId: string, ticketId: string) {
  const cache = useQueryClient()
  const path = { community_id: communityId, ticket_id: ticketId }
  const look = () => {
    for (const name of ['queue', 'tickets', 'callbacks']) void cache.invalidateQueries({ queryKey: [name, communityId] })
    for (const name of ['ticket', 'ticket-steps']) void cache.invalidateQueries({ queryKey: [name, communityId, ticketId] })
  }
  let pressed: Pressed | null = null
  const verb = useVerb(
    async (asked: Pressed, { key }) => {
      pressed = asked
      return send(path, asked, key)
    },
    ({ status, percent, kind, priority }) => {
      const moved = (one: Ticket): Ticket => ({ ...one, status, percent, kind, priority, ...(pressed ? whose(pressed) : {}) })
      cache.setQueryData<Ticket>(['ticket', communityId, ticketId], (now) => now && moved(now))
      cache.setQueriesData<Pages>({ queryKey: ['queue', communityId] }, (now) =>
        now && { ...now, pages: now.pages.map((page) => ({ ...page, rows: page.rows.map((one) => (one.ticket_id === ticketId ? moved(one) : one)) })) })
      look()
    },
    ({ verb, body }) => ({ verb, body }),
  )
  return { verb, look }
}
