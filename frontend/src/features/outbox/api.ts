/* The local outbox: messages that a real system would have sent. Exists only on a system that runs on one machine. */
import { problemFrom, Problem, NO_ANSWER } from '@/api/problem'

export interface Message {
  message_id: string
  at: string
  channel: 'sms' | 'mail' | 'wechat'
  to: string
  text: string
}

export async function readOutbox(): Promise<Message[]> {
  const response = await fetch('/api/local/outbox', { headers: { Accept: 'application/json' } }).catch(() => null)
  if (!response) throw new Problem(NO_ANSWER, 0)
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemFrom(response.status, body)
  return (body as { rows: Message[] }).rows
}

/** The six digits of a sign-in code, if the text carries one. */
export function codeIn(text: string): string | null {
  return /(?:^|\D)(\d{6})(?:\D|$)/.exec(text)?.[1] ?? null
}
