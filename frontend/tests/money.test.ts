import { describe, expect, it } from 'vitest'
import { amountOf, count, decimal, MOST_FEN, money, percentOf, signedYuan, yuan } from '@/lib/money'

describe('money', () => {
  it('writes fen as yuan with two decimals and thousands marks', () => {
    expect(money(34836)).toBe('¥348.36')
    expect(money(123450)).toBe('¥1,234.50')
    expect(yuan(41013808)).toBe('410,138.08')
    expect(yuan(5)).toBe('0.05')
    expect(yuan(0)).toBe('0.00')
  })

  it('writes a minus as a true minus before the sign of the currency', () => {
    expect(money(-60000)).toBe('−¥600.00')
    expect(yuan(-1)).toBe('−0.01')
    expect(signedYuan(268272)).toBe('+2,682.72')
    expect(signedYuan(-20000)).toBe('−200.00')
    expect(signedYuan(0)).toBe('0.00')
  })

  it('agrees with exact text for every fen of a thousand yuan', () => {
    const wrong = []
    for (let fen = 0; fen <= 100_000; fen += 1) {
      const digits = String(fen).padStart(3, '0')
      const whole = digits.slice(0, -2)
      const grouped = whole.length > 3 ? `${whole.slice(0, -3)},${whole.slice(-3)}` : whole
      if (yuan(fen) !== `${grouped}.${digits.slice(-2)}`) wrong.push(fen)
    }
    expect(wrong).toEqual([])
  })

  it('refuses what is not whole fen', () => {
    expect(() => money(1 / 2)).toThrow(RangeError)
  })

  it('says shares with one decimal, half away from zero, and nothing without a base', () => {
    expect(percentOf(501988, 40511820)).toBe('+1.2%')
    expect(percentOf(-20000, 120000)).toBe('−16.7%')
    expect(percentOf(1, 2000)).toBe('+0.1%')
    expect(percentOf(0, 100)).toBe('0.0%')
    expect(percentOf(5, 0)).toBeNull()
  })

  it('writes exact decimals with two decimals at least', () => {
    expect(['2.5', '94.56', '100', '1234.125', '0.000001'].map(decimal)).toEqual(['2.50', '94.56', '100.00', '1,234.125', '0.000001'])
  })

  it('groups counts', () => {
    expect(count(1248)).toBe('1,248')
    expect(count(12)).toBe('12')
  })
})

describe('a typed amount', () => {
  it('is read exactly to the fen', () => {
    const read = ['88', '88.5', '88.50', '88.', '.5', '0', '0.01', '1,234.50', '1234.5', '007', '12,345,67'].map((text) => amountOf(text).fen)
    expect(read).toEqual([8800, 8850, 8850, 8800, 50, 0, 1, 123450, 123450, 700, null])
    expect(amountOf('10000000').fen).toBe(MOST_FEN)
  })

  it('may be pasted, or typed on a Chinese keyboard', () => {
    expect([' ¥1,234.50 ', '８８。５', '１，２３４．５０元', '￥ 20'].map((text) => amountOf(text).fen)).toEqual([123450, 8850, 123450, 2000])
  })

  it('is refused with its reason when it is not one', () => {
    const why = (text: string) => amountOf(text).wrong
    expect(['', '  '].map(why)).toEqual(['nothing', 'nothing'])
    expect(['-1', '−1', '-'].map(why)).toEqual(['negative', 'negative', 'negative'])
    expect(['88.555', '0.001', '88.500'].map(why)).toEqual(['too_fine', 'too_fine', 'too_fine'])
    expect(['1e3', '0x1F', '1,23.50', '12,34', ',123', '1.2.3', '+5', '.', 'Infinity', '八十八', '12a'].map(why)).toEqual(Array(11).fill('not_a_number'))
    expect(['10000000.01', '9'.repeat(40)].map(why)).toEqual(['too_much', 'too_much'])
  })

  it('comes back as it was written, for every fen of a thousand yuan', () => {
    const wrong = []
    for (let fen = 0; fen <= 100_000; fen += 1) if (amountOf(yuan(fen)).fen !== fen) wrong.push(fen)
    expect(wrong).toEqual([])
  })
})
