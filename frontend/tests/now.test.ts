import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { heardTime, serverNow } from '@/lib/now'

const AT = Date.parse('2026-10-31T02:00:00Z')
const heard = (seconds: number) => heardTime(new Date(AT + seconds * 1_000).toISOString())

describe('the time that promises are measured by', () => {
  beforeEach(() => void vi.useFakeTimers({ now: AT }))
  afterEach(() => {
    heard(0)
    vi.useRealTimers()
  })

  it.each([3_600, -3_600])('is the server’s where the device is %i seconds off, and goes on from there', (off) => {
    heard(off)
    expect(serverNow()).toBe(AT + off * 1_000)
    vi.setSystemTime(AT + 60_000)
    expect(serverNow()).toBe(AT + off * 1_000 + 60_000)
  })

  it('is the device’s while the two agree but for the way of an answer, and once they agree again', () => {
    heard(20)
    expect(serverNow()).toBe(AT)
    heard(900)
    heard(-1)
    expect(serverNow()).toBe(AT)
  })

  it('stays as it was where an answer says nothing or nonsense', () => {
    heard(900)
    heardTime(null)
    heardTime('soon')
    expect(serverNow()).toBe(AT + 900_000)
  })
})
