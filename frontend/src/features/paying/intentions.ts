/* What somebody has asked to pay, kept on this device until its order has ended. The same choice asked again (a second tap, a second tab,
   a reload, the way back from the provider) goes under the same key to the same order; another choice is another intention. */
import { forget, recall, remember } from '@/app/kept'
import { session } from '@/app/session'
import type { Intention } from '@/api/verb'
import { ulid } from '@/lib/ulid'
import type { Scene } from './way'

/** An order lives half an hour and is closed soon after; beyond this an intention says nothing any more. */
const KEEP_MS = 60 * 60_000
const MOST = 4

export interface Pending extends Intention {
  written: string
  at: number
  /** What its order is over, once the server has said so. */
  amount_fen: number | null
  /** How its payer goes to the provider, which cannot be changed for an order. */
  scene: Scene | null
}

/** Where the intentions lie, as one text. */
export interface Place {
  read: () => string | null
  write: (text: string | null) => void
}

export class PayIntentions {
  constructor(
    private readonly place: Place,
    private readonly now: () => number = Date.now,
  ) {}

  /** The key and the order's id for this choice: those of before while its order has not ended, else new ones. */
  begin(choice: unknown): Intention {
    const written = JSON.stringify(choice)
    const before = this.all().find((one) => one.written === written)
    if (before) return before
    const fresh: Pending = { key: ulid(), id: ulid(), written, at: this.now(), amount_fen: null, scene: null }
    this.save([fresh, ...this.all()].slice(0, MOST))
    return fresh
  }

  /** An answer alone ends nothing: the order it opened goes on. */
  settle(): void {}

  /** The server has opened its order. */
  opened(id: string, amount_fen: number, scene: Scene): void {
    this.save(this.all().map((one) => (one.id === id ? { ...one, amount_fen, scene: one.scene ?? scene } : one)))
  }

  /** Paid, closed or refused: the same choice is a new intention from now on. */
  end(id: string): void {
    const left = this.all().filter((one) => one.id !== id)
    if (left.length < this.all().length) this.save(left)
  }

  find(id: string): Pending | null {
    return this.all().find((one) => one.id === id) ?? null
  }

  /** The newest one with an order. */
  newest(): Pending | null {
    return this.all().find((one) => one.amount_fen !== null) ?? null
  }

  private all(): Pending[] {
    try {
      const kept: unknown = JSON.parse(this.place.read() ?? '[]')
      return Array.isArray(kept) ? kept.filter((one: unknown): one is Pending => isPending(one) && this.now() - one.at < KEEP_MS) : []
    } catch {
      return []
    }
  }

  private save(list: readonly Pending[]): void {
    this.place.write(list.length ? JSON.stringify(list) : null)
  }
}

function isPending(one: unknown): one is Pending {
  const { key, id, written, at } = (one ?? {}) as Partial<Record<keyof Pending, unknown>>
  return typeof key === 'string' && typeof id === 'string' && typeof written === 'string' && typeof at === 'number'
}

/* A private window that keeps nothing still keeps this while the page is open. */
const memory = new Map<string, string>()

function placeOf(name: string): Place {
  return {
    read: () => recall(name) ?? memory.get(name) ?? null,
    write: (text) => {
      memory.delete(name)
      if (text === null) return forget(name)
      remember(name, text)
      if (recall(name) !== text) memory.set(name, text)
    },
  }
}

/** Those of the person signed in, for one unit. */
export function payIntentions(unitId: string): PayIntentions {
  return new PayIntentions(placeOf(`paying.${session.value?.person.id ?? ''}.${unitId}`))
}
