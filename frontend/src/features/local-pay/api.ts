/* The simulated WeChat Pay's side of the payer, as JSON. Exists only on a system that runs on one machine. */
import { NO_ANSWER, Problem, problemFrom } from '@/api/problem'

export interface PayOrder {
  trade_no: string
  amount_fen: number
  description: string
  state: 'open' | 'paid' | 'closed'
  redirect_url: string | null
}
export interface Behaviour {
  repeat: number
  delay_seconds: number
  reorder: boolean
  forge: boolean
  drop: boolean
}
export interface Behaving extends Behaviour {
  waiting: number
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const headers = { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'X-Guanjia': '1' }) }
  const asked = fetch(`/api/local/wechat${path}`, { method: body === undefined ? 'GET' : 'POST', headers, body: body === undefined ? undefined : JSON.stringify(body) })
  const response = await asked.catch(() => null)
  if (!response) throw new Problem(NO_ANSWER, 0)
  const given: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemFrom(response.status, given)
  return given as T
}

/** The order; `back` is where the payer came from, which the simulator gives back only if it is a place of this page. */
export const readOrder = (prepayId: string, back: string) => ask<PayOrder>(`/orders/${prepayId}?redirect_url=${encodeURIComponent(back)}`)

export const payOrder = (prepayId: string, back: string, amount_fen: number | null) =>
  ask<PayOrder>(`/orders/${prepayId}/pay?redirect_url=${encodeURIComponent(back)}`, amount_fen === null ? {} : { amount_fen })

export const readBehaviour = () => ask<Behaving>('/behaviour')

export const behave = (told: Behaviour) => ask<Behaving>('/behaviour', told)
