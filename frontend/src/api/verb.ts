/* A verb the person asks for. Keeps one key (and one id for a new thing) per intention: through retries, time-outs and 5xx
   the same ones are sent, so that nothing happens twice; a new intention or another input gets new ones. */
import { useMutation } from '@tanstack/vue-query'
import { ulid } from '@/lib/ulid'
import { problemOf } from './problem'

export interface Intention {
  key: string
  id: string
}

const AGAIN_AFTER_MS = [700, 2_000]

export interface Kept extends Intention {
  input: string
}

/** Where an intention lies while its outcome is unknown; one that outlives a reload is asked again under the same key. */
export interface Keeper {
  read: () => Kept | null
  write: (kept: Kept | null) => void
}

export class Intentions {
  private kept: Kept | null

  constructor(private readonly keeper?: Keeper) {
    this.kept = keeper?.read() ?? null
  }

  /** The key and id for this input: those of before while its outcome is unknown, else new ones. */
  begin(input: unknown): Intention {
    const written = JSON.stringify(input) ?? ''
    if (this.kept?.input !== written) this.keep({ key: ulid(), id: ulid(), input: written })
    return this.kept as Kept
  }

  /** The outcome is known: whatever is asked next is a new intention. */
  settle(): void {
    this.keep(null)
  }

  private keep(kept: Kept | null): void {
    this.kept = kept
    this.keeper?.write(kept)
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Sends under one key until an outcome is known, a few times; exported for its test. */
export async function insist<T>(
  intentions: Pick<Intentions, 'begin' | 'settle'>,
  input: unknown,
  send: (intention: Intention) => Promise<T>,
  pauses: readonly number[] = AGAIN_AFTER_MS,
): Promise<T> {
  const intention = intentions.begin(input)
  for (let attempt = 0; ; attempt += 1) {
    try {
      const given = await send(intention)
      intentions.settle()
      return given
    } catch (error) {
      const pause = pauses[attempt]
      if (!problemOf(error).unknownOutcome) intentions.settle()
      if (!problemOf(error).unknownOutcome || pause === undefined) throw error
      await wait(pause)
    }
  }
}

/** `written` says which inputs are the same intention, where the input itself is not plain data; `keeper` keeps it through a reload. */
export function useVerb<Input, Given>(
  send: (input: Input, intention: Intention) => Promise<Given>,
  done?: (given: Given) => unknown,
  written: (input: Input) => unknown = (input) => input,
  keeper?: Keeper,
) {
  const intentions = new Intentions(keeper)
  return useMutation({
    mutationFn: (input: Input) => insist(intentions, written(input), (intention) => send(input, intention)),
    networkMode: 'always',
    onSuccess: (given: Given) => done?.(given),
  })
}
