import { describe, expect, it } from 'vitest'
import { count, decimal, money, percentOf, signedYuan, yuan } from '@/lib/money'

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
