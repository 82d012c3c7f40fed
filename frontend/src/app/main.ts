/* Starts the page: words, then router and cache; the skeleton stands until the first route is ready. */
import '@/ui/css/tokens.css'
import '@/ui/css/base.css'
import '@/ui/css/parts.css'
import '@/ui/css/portal.css'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp, nextTick } from 'vue'
import { onSignedOut } from '@/api/client'
import { type Key, t, useWords } from '@/lib/i18n'
import App from './App.vue'
import { followChoices } from './choices'
import { queryClient } from './query'
import { router } from './router'
import { forgetSession } from './session'
import { keepShell } from './shell'

onSignedOut(() => {
  const at = router.currentRoute.value
  forgetSession()
  if (!at.meta.open) void router.replace({ path: '/sign-in', query: { to: at.fullPath } })
})

/** Where a page begins: the field that it names, else its main part. */
const first = () => document.querySelector<HTMLElement>('[data-first]') ?? document.getElementById('main')

router.afterEach((to, from) => {
  const title = to.meta.title
  document.title = title ? `${t(title as Key & 'title.home')} · ${t('app.name')}` : t('app.name')
  if (from.matched.length && to.path !== from.path) void nextTick(() => first()?.focus({ preventScroll: true }))
})

async function start(): Promise<void> {
  await followChoices()
  await useWords('common')
  createApp(App).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
  void router.isReady().then(keepShell, () => undefined)
}

void start()
