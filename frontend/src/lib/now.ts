/* The server's time, for promises: a device whose clock is minutes off must turn nothing red, and nothing green. */
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'

const EVERY_MS = 10_000
/** What an answer takes on its way, and half seconds, are no reason to doubt the device. */
const TOLERATED_MS = 30_000
let ahead = 0

/** What an answer said that the time was. */
export function heardTime(said: string | null): void {
  const off = said === null ? Number.NaN : Date.parse(said) - Date.now()
  if (!Number.isNaN(off)) ahead = Math.abs(off) > TOLERATED_MS ? off : 0
}

export const serverNow = (): number => Date.now() + ahead

/** For bars that shrink: looked at every ten seconds while somebody looks. */
export function useNow() {
  const now = shallowRef(serverNow())
  let timer = 0
  const look = () => (now.value = serverNow())
  onMounted(() => (timer = window.setInterval(look, EVERY_MS)))
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
