/* The way to the provider and back. */

/** On this phone, or by a code that a phone scans. */
export type Scene = 'h5' | 'native'

const PHONE = '(any-pointer: coarse) and (max-width: 599px), (any-pointer: coarse) and (max-height: 599px)'

export const sceneHere = (): Scene => (matchMedia(PHONE).matches ? 'h5' : 'native')

/** WeChat's own browser shows pages but does not open a payment by link. */
export const inWeChat = (): boolean => /MicroMessenger/i.test(navigator.userAgent)

/** The provider's link with our page to come back to, as WeChat Pay wants it: encoded, behind what the link asks already. */
export function withReturn(link: string, path: string, origin: string = location.origin): string {
  const [before = '', ...fragment] = link.split('#')
  const back = `${before.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(origin + path)}`
  return [before + back, ...fragment].join('#')
}

/** Leaves for the provider in this tab. It wants to know our origin and our pages tell nobody else, so the link says so itself. */
export function leaveFor(link: string): void {
  const to = new URL(link, location.origin)
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw new TypeError('not a link to a page')
  const anchor = document.createElement('a')
  anchor.href = to.href
  anchor.referrerPolicy = 'origin'
  anchor.hidden = true
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
}
