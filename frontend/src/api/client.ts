/* The only door to the server: same origin, typed by the OpenAPI document, refusals as Problem, writes marked. */
import createClient, { type Middleware } from 'openapi-fetch'
import { heardTime } from '@/lib/now'
import { NO_ANSWER, Problem, problemFrom, TIMED_OUT } from './problem'
import type { paths } from './schema'

const ANSWER_WITHIN_MS = 20_000

/** fetch that gives up in time and never throws anything but a Problem. */
async function fetchInTime(request: Request): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN_MS)
  try {
    return await fetch(new Request(request, { signal: stop.signal }))
  } catch {
    throw new Problem(stop.signal.aborted ? TIMED_OUT : NO_ANSWER, 0)
  } finally {
    clearTimeout(timer)
  }
}

const marked: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-Guanjia', '1')
    return request
  },
  onResponse({ response }) {
    heardTime(response.headers.get('X-Time'))
  },
}

export const client = createClient<paths>({ baseUrl: '/api', credentials: 'same-origin', fetch: fetchInTime })
client.use(marked)

let signedOut: () => void = () => undefined

/** What to do when the server says that nobody is signed in. */
export function onSignedOut(action: () => void): void {
  signedOut = action
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body, or a Problem. */
export async function gives<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (response.ok && data !== undefined) return data
  const problem = problemFrom(response.status, error)
  if (problem.code === 'signed_out') signedOut()
  throw problem
}

/** The header of a verb: one key for one intention. */
export function under(key: string): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key }
}
