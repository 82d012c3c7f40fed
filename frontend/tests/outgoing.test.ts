import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { Ticket } from '@/api/types'
import { ahead, nextVerb, todo } from '@/features/staff/jobs'
import { type Errand, type Intended, Outgoing } from '@/features/staff/outgoing'
import { choicesAt, momentOf } from '@/features/staff/when'
import { leftOf, nextPromise, promised } from '@/lib/promises'

const accept: Intended = { verb: 'accept', community: 'C', about: 'T1', what: '101 漏水', body: {} }
const arrive: Intended = { ...accept, verb: 'arrive' }

function desk(text: { kept: string | null } = { kept: null }) {
  return { outgoing: new Outgoing({ read: () => text.kept, write: (now) => (text.kept = now) }), text }
}
const nothing = () => undefined
const offline = () => Promise.reject(new Problem('no_answer', 0))

describe('what waits to be sent', () => {
  it('is sent in its order and forgotten once answered', async () => {
    const { outgoing, text } = desk()
    outgoing.add(accept)
    outgoing.add(arrive)
    const sent: string[] = []
    expect(await outgoing.flush(async (one: Errand) => void sent.push(one.verb), nothing, nothing)).toBe(true)
    expect(sent).toEqual(['accept', 'arrive'])
    expect(text.kept).toBeNull()
  })

  it('outlives a reload and keeps its key', async () => {
    const { outgoing, text } = desk()
    const { key } = outgoing.add(accept)
    expect(await outgoing.flush(offline, nothing, nothing)).toBe(false)
    const keys: string[] = []
    await desk(text).outgoing.flush(async (one: Errand) => void keys.push(one.key), nothing, nothing)
    expect(keys).toEqual([key])
  })

  it('is one for two taps, two for two intentions', async () => {
    const { outgoing } = desk()
    expect(outgoing.add(accept).key).toBe(outgoing.add(accept).key)
    expect(outgoing.add(arrive).key).not.toBe(outgoing.add({ ...accept }).key)
    expect(outgoing.all()).toHaveLength(3)
  })

  it('stays with its reason when it is refused, and the rest goes on', async () => {
    const { outgoing } = desk()
    outgoing.add(accept)
    outgoing.add({ ...accept, about: 'T2' })
    const refuse = (one: Errand) => (one.about === 'T1' ? Promise.reject(new Problem('ticket_not_yours', 409)) : Promise.resolve())
    expect(await outgoing.flush(refuse, nothing, nothing)).toBe(true)
    expect(outgoing.all().map((one) => one.refused?.code)).toEqual(['ticket_not_yours'])
    outgoing.dismiss(outgoing.all()[0]?.key ?? '')
    expect(outgoing.all()).toEqual([])
  })

  it('keeps the order of a ticket when the server fails, without holding up the others', async () => {
    const { outgoing } = desk()
    for (const one of [accept, arrive, { ...accept, about: 'T2' }]) outgoing.add(one)
    const seen: string[] = []
    const send = (one: Errand) => {
      seen.push(`${one.about} ${one.verb}`)
      return one.about === 'T1' ? Promise.reject(new Problem('unavailable', 503)) : Promise.resolve()
    }
    expect(await outgoing.flush(send, nothing, nothing)).toBe(false)
    expect(seen).toEqual(['T1 accept', 'T2 accept'])
  })

  it('waits for somebody to sign in again, and reads no rubbish', async () => {
    const { outgoing } = desk()
    outgoing.add(accept)
    expect(await outgoing.flush(() => Promise.reject(new Problem('signed_out', 401)), nothing, nothing)).toBe(false)
    expect(outgoing.all()[0]?.refused).toBeNull()
    expect(desk({ kept: '[{"verb":"explode"},3]' }).outgoing.all()).toEqual([])
    expect(desk({ kept: '{' }).outgoing.all()).toEqual([])
  })
})

const ticket = (more: Partial<Ticket>): Ticket =>
  ({ ticket_id: 'T', status: 'new', worker_id: null, percent: 0, clocks: [], late: [], opened_at: '2026-11-06T01:00:00Z', promised_at: null, ...more }) as Ticket

describe('the list', () => {
  it('has mine first, each by the promise that breaks first, and no colleague’s', () => {
    const at = (id: string, due_at: string, more: Partial<Ticket> = {}) => ticket({ ticket_id: id, clocks: [{ rule: 'review', due_at }], ...more })
    const { mine, free } = todo(
      [at('A', '3', { worker_id: 'S:1', status: 'accepted' }), at('B', '2', { worker_id: 'S:1', status: 'on_site' }), at('C', '1', { worker_id: 'S:2', status: 'accepted' }), at('D', '4'), at('E', '1', { worker_id: 'S:1', status: 'done' })],
      'S:1',
    )
    expect([mine.map((one) => one.ticket_id), free.map((one) => one.ticket_id)]).toEqual([['B', 'A'], ['D']])
  })

  it('shows what was pressed before it is answered', () => {
    const errands = [accept, arrive].map((one) => ({ ...one, key: 'K', at: 0, tries: 1, refused: null }))
    const shown = ahead(ticket({ clocks: [{ rule: 'accept', due_at: '1' }] }), errands, 'S:1')
    expect([shown.status, shown.worker_id, shown.clocks, nextVerb(shown)]).toEqual(['on_site', 'S:1', [], 'finish'])
  })
})

describe('promises', () => {
  const due_at = '2026-11-06T02:00:00Z'
  const before = (minutes: number) => Date.parse(due_at) - minutes * 60_000

  it('turn amber at a quarter or half an hour, red when broken', () => {
    expect([3, 2.5, 0].map((left) => promised({ rule: 'accept', due_at }, before(left)).tone)).toEqual(['ok', 'warn', 'bad'])
    expect([31, 30].map((left) => promised({ rule: 'callback', due_at }, before(left)).tone)).toEqual(['ok', 'warn'])
    expect(promised({ rule: 'accept', due_at }, before(5)).percent).toBe(50)
    expect(nextPromise([{ rule: 'review', due_at: '9' }, { rule: 'accept', due_at: '1' }], 0)?.rule).toBe('accept')
  })

  it('are rounded against us', () => {
    expect(leftOf(119_000)).toEqual({ over: false, h: 0, m: 1 })
    expect(leftOf(-61_000)).toEqual({ over: true, h: 0, m: 2 })
    expect(leftOf(64 * 60_000)).toEqual({ over: false, h: 1, m: 4 })
  })
})

describe('a time to come', () => {
  it('is an hour of Shanghai’s day, and lies ahead', () => {
    const noon = Date.parse('2026-11-06T04:00:00Z')
    expect(momentOf('evening', noon)).toBe('2026-11-06T11:00:00.000Z')
    expect(momentOf('morning', noon)).toBe('2026-11-07T01:00:00.000Z')
    expect(choicesAt(Date.parse('2026-11-06T13:00:00Z'))).not.toContain('evening')
  })
})
