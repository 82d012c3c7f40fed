/* The time by this device, for bars that shrink: looked at every ten seconds while somebody looks. */
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'

const EVERY_MS = 10_000

export function useNow() {
  const now = shallowRef(Date.now())
  let timer = 0
  const look = () => (now.value = Date.now())
  onMounted(() => (timer = window.setInterval(look, EVERY_MS)))
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
