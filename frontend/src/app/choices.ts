/* What a person chose for this device: language, theme, type size. Kept in localStorage, set on <html>.
   public/start.js does the same before the first paint. */
import { reactive, watch } from 'vue'
import { type Language, speak } from '@/lib/i18n'

export type Theme = 'system' | 'light' | 'dark'
export type TypeSize = 'normal' | 'large'

const KEY = 'guanjia.choices'
const GROUND = { light: '#f3f6f4', dark: '#0e1617' }

function kept(): Partial<{ locale: Language; theme: Theme; type: TypeSize }> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}
  } catch {
    return {}
  }
}

const before = kept()
export const choices = reactive({
  locale: before.locale ?? ((/^zh/i.test(navigator.language) ? 'zh-CN' : 'en') as Language),
  theme: before.theme ?? ('system' as Theme),
  type: before.type ?? ('normal' as TypeSize),
})

const prefersDark = matchMedia('(prefers-color-scheme: dark)')

function paint(): void {
  const html = document.documentElement
  const theme = choices.theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : choices.theme
  html.lang = choices.locale
  html.dataset.theme = theme
  if (choices.type === 'large') html.dataset.type = 'large'
  else delete html.dataset.type
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[theme])
}

/** Keeps <html>, the words and localStorage in step with the choices from now on. */
export async function followChoices(): Promise<void> {
  paint()
  prefersDark.addEventListener('change', paint)
  watch(choices, () => {
    paint()
    try {
      localStorage.setItem(KEY, JSON.stringify(choices))
    } catch {
      // A private window keeps nothing; the choice holds until the page is closed.
    }
  })
  watch(
    () => choices.locale,
    (locale) => void speak(locale),
  )
  await speak(choices.locale)
}
