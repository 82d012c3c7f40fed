/* What somebody did and the server has not answered yet: each press is an intention with its key, kept on this device until it
   is answered, sent again under the same key, in its order for each ticket. Knows no page and no network: both are given. */
import { Problem, problemOf } from '@/api/problem'
import { ulid } from '@/lib/ulid'

export const VERBS = ['accept', 'arrive', 'finish', 'resume', 'progress', 'hold', 'reject', 'reply', 'try', 'answer'] as const
export type Verb = (typeof VERBS)[number]

export interface Refused {
  code: string
  status: number
  facts: Record<string, unknown>
}
export interface Intended {
  verb: Verb
  community: string
  /** The ticket, or the callback. */
  about: string
  /** How people call it. */
  what: string
  body: Record<string, unknown>
}
export interface Errand extends Intended {
  key: string
  at: number
  tries: number
  refused: Refused | null
}

export interface Place {
  read: () => string | null
  write: (text: string | null) => void
}

const MOST = 200
/** Not an answer to the intention: nobody is signed in now, or too much was asked at once. */
const LATER = [401, 429]

export class Outgoing {
  private sending = false

  constructor(
    private readonly place: Place,
    private readonly changed: (all: Errand[]) => void = () => undefined,
  ) {}

  all(): Errand[] {
    try {
      const kept: unknown = JSON.parse(this.place.read() ?? '[]')
      return Array.isArray(kept) ? kept.filter(isErrand) : []
    } catch {
      return []
    }
  }

  /** Keeps the intention under a key of its own; the very same one that still waits is that one (a second tap). */
  add(intended: Intended): Errand {
    const all = this.all()
    const last = all.filter((one) => one.about === intended.about && !one.refused).at(-1)
    if (last?.verb === intended.verb && JSON.stringify(last.body) === JSON.stringify(intended.body)) return last
    const errand: Errand = { ...intended, key: ulid(), at: Date.now(), tries: 0, refused: null }
    this.save([...all, errand].slice(-MOST))
    return errand
  }

  /** The refusal was read. */
  dismiss(key: string): void {
    this.save(this.all().filter((one) => one.key !== key))
  }

  /** Sends what waits, in its order; true when nothing waits any more. `answered` runs before the errand is forgotten. */
  async flush<Given>(send: (errand: Errand) => Promise<Given>, answered: (errand: Errand, given: Given) => void, refused: (errand: Errand) => void): Promise<boolean> {
    if (this.sending) return false
    this.sending = true
    const stuck = new Set<string>()
    try {
      for (let next = this.next(stuck); next; next = this.next(stuck)) {
        try {
          answered(next, await send(next))
          this.dismiss(next.key)
        } catch (error) {
          const problem = problemOf(error)
          if (problem.unknownOutcome || LATER.includes(problem.status)) {
            this.put({ ...next, tries: next.tries + 1 })
            if (problem.status === 0 || LATER.includes(problem.status)) return false
            stuck.add(next.about)
          } else {
            this.put({ ...next, refused: { code: problem.code, status: problem.status, facts: problem.facts } })
            refused(next)
          }
        }
      }
    } finally {
      this.sending = false
    }
    return stuck.size === 0
  }

  private next(stuck: ReadonlySet<string>): Errand | undefined {
    return this.all().find((one) => !one.refused && !stuck.has(one.about))
  }

  private put(errand: Errand): void {
    this.save(this.all().map((one) => (one.key === errand.key ? errand : one)))
  }

  private save(all: Errand[]): void {
    this.place.write(all.length ? JSON.stringify(all) : null)
    this.changed(all)
  }
}

export const problemIn = (refused: Refused): Problem => new Problem(refused.code, refused.status, refused.facts)

function isErrand(one: unknown): one is Errand {
  const { key, verb, community, about, body } = (one ?? {}) as Partial<Record<keyof Errand, unknown>>
  return [key, community, about].every((text) => typeof text === 'string') && VERBS.includes(verb as Verb) && typeof body === 'object' && body !== null
}
