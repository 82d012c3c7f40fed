/* What to say first to somebody in an emergency, by the words they used; null where there is nothing to be said. Pure. */
export type FirstWords = 'fire' | 'gas' | 'shock' | 'trapped' | 'water'

/** The more dangerous one first: water beside a live wire is told as the wire. */
const SIGNS: readonly [FirstWords, RegExp][] = [
  ['fire', /着火|起火|冒烟|\bfire\b|\bsmoke/i],
  ['gas', /燃气|煤气|\bgas\b/i],
  ['shock', /触电|漏电|electric shock|\bshock\b/i],
  ['trapped', /困|trapped|stuck in/i],
  ['water', /爆管|水管|漏水|喷水|淹|\bburst|\bleak|\bflood/i],
]

export function firstWords(words: string): FirstWords | null {
  return SIGNS.find(([, sign]) => sign.test(words))?.[0] ?? null
}
