/* What a refusal is on this side of the wire: a code, its facts, and whether asking again can help. */

export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly facts: Record<string, unknown> = {},
    readonly requestId: string | null = null,
  ) {
    super(code)
    this.name = 'Problem'
  }

  /** Nobody knows whether the server did it: no answer, a time-out, or a fault on its side. The same key may be sent again. */
  get unknownOutcome(): boolean {
    return this.status === 0 || this.status >= 500
  }
}

/** The code of a request that got no answer. */
export const NO_ANSWER = 'no_answer'
export const TIMED_OUT = 'timed_out'

export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unexpected', 0, {})
}

/** Reads problem+json; anything else becomes a plain problem of that status. */
export function problemFrom(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    const { code, facts, request_id } = body as { code: string; facts?: Record<string, unknown>; request_id?: string }
    return new Problem(code, status, facts ?? {}, request_id ?? null)
  }
  const code = status === 401 ? 'signed_out' : status === 404 ? 'not_found' : status === 413 ? 'too_large' : status >= 500 ? 'unavailable' : 'refused'
  return new Problem(code, status)
}
