import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { insist, Intentions, type Kept } from '@/api/verb'
import { ulid } from '@/lib/ulid'

const NO_PAUSES = [0, 0]

/** A server that answers as told and notes the keys it saw. */
function aServer(...answers: (Problem | string)[]) {
  const keys: string[] = []
  return {
    keys,
    send: ({ key }: { key: string }) => {
      keys.push(key)
      const answer = answers.shift() ?? 'done'
      return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
}

describe('a verb', () => {
  it('keeps its key through a time-out and a 503', async () => {
    const server = aServer(new Problem('timed_out', 0), new Problem('unavailable', 503), 'done')
    expect(await insist(new Intentions(), {}, server.send, NO_PAUSES)).toBe('done')
    expect(new Set(server.keys).size).toBe(1)
    expect(server.keys).toHaveLength(3)
  })

  it('keeps its key when the person tries again after the outcome stayed unknown', async () => {
    const intentions = new Intentions()
    const server = aServer(new Problem('no_answer', 0))
    await expect(insist(intentions, { period: '2026-10' }, server.send, [])).rejects.toThrow('no_answer')
    await insist(intentions, { period: '2026-10' }, server.send, [])
    expect(server.keys[0]).toBe(server.keys[1])
  })

  it('takes a new key for another input, after a refusal, and after success', async () => {
    const intentions = new Intentions()
    const server = aServer(new Problem('no_answer', 0), new Problem('run_open', 409), 'done', 'done')
    await expect(insist(intentions, 'a', server.send, [])).rejects.toThrow()
    await expect(insist(intentions, 'b', server.send, [])).rejects.toThrow('run_open')
    await insist(intentions, 'b', server.send, [])
    await insist(intentions, 'b', server.send, [])
    expect(new Set(server.keys).size).toBe(4)
  })

  it('keeps its key through a reload, and lets go of it once the outcome is known', async () => {
    let lying: Kept | null = null
    const keeper = { read: () => lying, write: (kept: Kept | null) => (lying = kept) }
    const server = aServer(new Problem('no_answer', 0), 'done', 'done')
    await expect(insist(new Intentions(keeper), 'cash', server.send, [])).rejects.toThrow('no_answer')
    await insist(new Intentions(keeper), 'cash', server.send, [])
    expect(lying).toBeNull()
    await insist(new Intentions(keeper), 'cash', server.send, [])
    expect(server.keys[0]).toBe(server.keys[1])
    expect(server.keys[2]).not.toBe(server.keys[1])
  })

  it('does not repeat a refusal', async () => {
    const server = aServer(new Problem('forbidden', 403))
    await expect(insist(new Intentions(), {}, server.send, NO_PAUSES)).rejects.toThrow('forbidden')
    expect(server.keys).toHaveLength(1)
  })
})

describe('a ULID', () => {
  it('has the shape that the server accepts and sorts by time', () => {
    expect(ulid()).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    expect(ulid(1) < ulid(2)).toBe(true)
    expect(new Set(Array.from({ length: 500 }, () => ulid(7))).size).toBe(500)
  })
})
