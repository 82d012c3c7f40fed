/* The last few payments taken in this window, so that a receipt can be printed once more. Forgotten with the page, and when
   somebody else signs in. */
import { shallowRef, watch } from 'vue'
import type { PaymentPosted } from '@/api/types'
import { session } from '@/app/session'

const MOST = 5

export interface Taken {
  label: string
  received_fen: number
  posted: PaymentPosted
}
export const taken = shallowRef<readonly Taken[]>([])
watch(session, () => (taken.value = []))

export function noteTaken(one: Taken): void {
  taken.value = [one, ...taken.value.filter((other) => other.posted.payment_id !== one.posted.payment_id)].slice(0, MOST)
}
