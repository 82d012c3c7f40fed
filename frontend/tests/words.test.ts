import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fill, language } from '@/lib/i18n'
import { common as commonEn } from '@/lib/words/common.en'
import { common as commonZh } from '@/lib/words/common.zh'
import { corrections as correctionsEn } from '@/lib/words/corrections.en'
import { corrections as correctionsZh } from '@/lib/words/corrections.zh'
import { desk as deskEn } from '@/lib/words/desk.en'
import { desk as deskZh } from '@/lib/words/desk.zh'
import { localPay as localPayEn } from '@/lib/words/local-pay.en'
import { localPay as localPayZh } from '@/lib/words/local-pay.zh'
import { promises as promisesEn } from '@/lib/words/promises.en'
import { promises as promisesZh } from '@/lib/words/promises.zh'
import { repairs as repairsEn } from '@/lib/words/repairs.en'
import { repairs as repairsZh } from '@/lib/words/repairs.zh'
import { service as serviceEn } from '@/lib/words/service.en'
import { service as serviceZh } from '@/lib/words/service.zh'
import { staff as staffEn } from '@/lib/words/staff.en'
import { staff as staffZh } from '@/lib/words/staff.zh'

const AREAS: [string, Record<string, string>, Record<string, string>][] = [
  ['common', commonZh, commonEn],
  ['corrections', correctionsZh, correctionsEn],
  ['desk', deskZh, deskEn],
  ['local-pay', localPayZh, localPayEn],
  ['promises', promisesZh, promisesEn],
  ['repairs', repairsZh, repairsEn],
  ['service', serviceZh, serviceEn],
  ['staff', staffZh, staffEn],
]
const root = join(import.meta.dirname, '..')
const slots = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

describe.each(AREAS)('the words of %s', (_, zh, en) => {
  it('stand in both languages, none empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe('')
  })

  it('use no slot in English that Chinese does not name', () => {
    for (const [key, text] of Object.entries(en)) {
      const known = slots(zh[key] ?? '')
      const strange = [...slots(text)].filter((slot) => !known.has(slot))
      expect(strange, key).toEqual([])
    }
  })

  it('do not shout, and do not stand untranslated', () => {
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toMatch(/[!！]/)
    const same = Object.keys(zh).filter((key) => zh[key] === en[key] && !/^\{\w+\}%?$/.test(en[key] ?? ''))
    expect(same).toEqual([])
  })
})

describe('words', () => {
  it('are all used somewhere: by their key, or by a code that the server sends', () => {
    const source = filesUnder(join(root, 'src'))
      .filter((file) => /\.(vue|ts)$/.test(file) && !file.includes('/words/'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const byCode = new Set([...source.matchAll(/(?:tCode\(|t\(`)'?([\w.]+?)(?:'|\.?\$)/g)].map((found) => found[1]))
    byCode.add('face')
    const unused = AREAS.flatMap(([, zh]) => Object.keys(zh)).filter((key) => {
      const prefix = key.slice(0, key.lastIndexOf('.'))
      return !source.includes(`'${key}'`) && !byCode.has(prefix) && ![...byCode].some((code) => key.startsWith(`${code}.`))
    })
    expect(unused).toEqual([])
  })

  it('fill slots, plurals and lists', () => {
    expect(fill('{n} {n|unit|units}', { n: 1 })).toBe('1 unit')
    expect(fill('{n} {n|unit|units}', { n: '1,248' })).toBe('1,248 units')
    expect(fill('{rows}', { rows: ['3', '7'] })).toBe('3、7')
    language.value = 'en'
    expect(fill('{rows}', { rows: ['3', '7'] })).toBe('3, 7')
    language.value = 'zh-CN'
    expect(fill('a{gone}b')).toBe('ab')
  })
})

/** What the server can say has a sentence here. Its codes are read from its source. */
describe('the server’s codes', () => {
  const server = filesUnder(join(root, '..', 'chalicelib'))
    .filter((file) => file.endsWith('.py'))
    .map((file) => readFileSync(file, 'utf8'))
  const codes = (pattern: RegExp) => [...new Set(server.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1] ?? '')))]
  const silent = (prefix: string, found: string[], known: Record<string, string>) => found.filter((code) => !(`${prefix}.${code}` in known))

  it('of refusals', () => {
    const found = codes(/^\s+code(?:: [\w[\]]+)? = "(\w+)"/gm)
    expect(found.length).toBeGreaterThan(20)
    expect(silent('error', found, commonZh)).toEqual([])
  })

  it('of findings', () => {
    const found = codes(/(?:report|add)\(\s*"(?:error|warning|note)",\s*"(\w+)"/g)
    expect(found.length).toBeGreaterThan(30)
    expect(silent('finding', found, deskZh)).toEqual([])
  })

  it('of journal entries', () => {
    const found = codes(/\.record\(\s*"([\w.]+)"/g)
    expect(found.length).toBeGreaterThan(8)
    expect(silent('event', found, deskZh)).toEqual([])
  })
})
