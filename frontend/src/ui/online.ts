import { shallowRef } from 'vue'

/** Whether the device says that it has a connection. */
export const online = shallowRef(navigator.onLine)
addEventListener('online', () => (online.value = true))
addEventListener('offline', () => (online.value = false))
