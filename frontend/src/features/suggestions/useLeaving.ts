/* Before somebody leaves a page with something that was not kept, they are asked. */
import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

export function useLeaving(unsaved: Ref<boolean>) {
  const asking = shallowRef<((leave: boolean) => void) | null>(null)
  function ask(): Promise<boolean> | boolean {
    if (!unsaved.value) return true
    return new Promise((resolve) => {
      asking.value = (leave) => {
        asking.value = null
        resolve(leave)
      }
    })
  }
  /** Closing the tab: the browser asks in its own words. */
  const unload = (event: BeforeUnloadEvent) => void (unsaved.value && event.preventDefault())
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate(ask)
  onMounted(() => window.addEventListener('beforeunload', unload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', unload))
  return asking
}
