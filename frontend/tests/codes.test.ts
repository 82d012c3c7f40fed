import { beforeAll, describe, expect, it } from 'vitest'
import { sayBroken, sayPaper } from '@/lib/codes'
import { listed, speak, useWords } from '@/lib/i18n'

describe('what the server says in its own words', () => {
  beforeAll(async () => {
    await useWords('common')
    await useWords('desk')
  })

  it('stands in the language of the reader', async () => {
    const paper = '青禾里.xlsx · 费用设置 · 第 3 行'
    expect([sayPaper(paper), listed(['甲', '乙']), sayBroken('price_missing')]).toEqual([paper, '甲、乙', '单价没有填'])
    await speak('en')
    expect(sayPaper(paper)).toBe('青禾里.xlsx · 费用设置 · row 3')
    expect(listed(['甲', '乙'])).toBe('甲, 乙')
    expect(sayPaper('不动产权证')).toBe('不动产权证')
    await speak('zh-CN')
  })
})
