/* Words in two languages. Owns t(): typed keys, typed slots. zh-CN is the source; en must have exactly the same keys.
   `{name}` is a slot; `{n|unit|units}` picks by whether n is 1. Areas are loaded when a face needs them. */
import { shallowReactive, shallowRef } from 'vue'
import type { Language } from './dates'
import type { common } from './words/common.zh'
import type { corrections } from './words/corrections.zh'
import type { desk } from './words/desk.zh'
import type { localPay } from './words/local-pay.zh'
import type { promises } from './words/promises.zh'
import type { quality } from './words/quality.zh'
import type { repairs } from './words/repairs.zh'
import type { service } from './words/service.zh'
import type { staff } from './words/staff.zh'

export type { Language }
export type Words = typeof common & typeof corrections & typeof desk & typeof localPay & typeof promises & typeof quality & typeof repairs & typeof service & typeof staff
export type Key = keyof Words
export type Fact = string | number | boolean | null | undefined | readonly string[]
export type Facts = Record<string, Fact>

type Name<Slot extends string> = Slot extends `${infer First}|${string}` ? First : Slot
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Name<Slot> | Slots<Rest> : never
type Given<K extends Key> = [Slots<Words[K]>] extends [never] ? [] : [Record<Slots<Words[K]>, string | number>]

export type Area = 'common' | 'corrections' | 'desk' | 'local-pay' | 'promises' | 'quality' | 'repairs' | 'service' | 'staff'
type Load = () => Promise<Record<string, string>>

const LOADERS: Record<Area, Record<Language, Load>> = {
  common: {
    'zh-CN': () => import('./words/common.zh').then((module) => module.common),
    en: () => import('./words/common.en').then((module) => module.common),
  },
  corrections: {
    'zh-CN': () => import('./words/corrections.zh').then((module) => module.corrections),
    en: () => import('./words/corrections.en').then((module) => module.corrections),
  },
  desk: {
    'zh-CN': () => import('./words/desk.zh').then((module) => module.desk),
    en: () => import('./words/desk.en').then((module) => module.desk),
  },
  'local-pay': {
    'zh-CN': () => import('./words/local-pay.zh').then((module) => module.localPay),
    en: () => import('./words/local-pay.en').then((module) => module.localPay),
  },
  promises: {
    'zh-CN': () => import('./words/promises.zh').then((module) => module.promises),
    en: () => import('./words/promises.en').then((module) => module.promises),
  },
  quality: {
    'zh-CN': () => import('./words/quality.zh').then((module) => module.quality),
    en: () => import('./words/quality.en').then((module) => module.quality),
  },
  repairs: {
    'zh-CN': () => import('./words/repairs.zh').then((module) => module.repairs),
    en: () => import('./words/repairs.en').then((module) => module.repairs),
  },
  service: {
    'zh-CN': () => import('./words/service.zh').then((module) => module.service),
    en: () => import('./words/service.en').then((module) => module.service),
  },
  staff: {
    'zh-CN': () => import('./words/staff.zh').then((module) => module.staff),
    en: () => import('./words/staff.en').then((module) => module.staff),
  },
}

const words = shallowReactive<Record<string, string>>({})
const areas = new Set<Area>()
export const language = shallowRef<Language>('zh-CN')

/** Several things in a row, as the language separates them. */
export function listed(things: readonly string[]): string {
  return things.join(language.value === 'en' ? ', ' : '、')
}

/** Puts facts into a text: {name} and {n|one|many}. */
export function fill(text: string, facts: Facts = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const fact = facts[name]
    if (one !== undefined && many !== undefined) return Number(String(fact).replaceAll(',', '')) === 1 ? one : many
    return Array.isArray(fact) ? listed(fact) : fact === undefined || fact === null ? '' : String(fact)
  })
}

export function t<K extends Key>(key: K, ...given: Given<K>): string {
  return fill(words[key] ?? key, given[0])
}

/** The words of a code that comes from the server, e.g. ('error', 'not_found'); null when there are none. */
export function tCode(prefix: string, code: string, facts: Facts = {}): string | null {
  const text = words[`${prefix}.${code}`]
  return text === undefined ? null : fill(text, facts)
}

async function load(area: Area, wanted: Language): Promise<void> {
  Object.assign(words, await LOADERS[area][wanted]())
}

/** Makes an area's words ready in the language of now. */
export async function useWords(area: Area): Promise<void> {
  if (areas.has(area)) return
  await load(area, language.value)
  areas.add(area)
}

export async function speak(wanted: Language): Promise<void> {
  await Promise.all([...areas].map((area) => load(area, wanted)))
  language.value = wanted
}
