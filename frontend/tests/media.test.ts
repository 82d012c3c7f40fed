import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { fitted, kindOf, MOST_BYTES, shrink, uploadMedia, type MediaAsked } from '@/lib/media'

/** The browser's own way to post, as far as a form needs it: hears what is sent and answers with a status. */
class Post {
  static status = 204
  static sent: [string, FormData][] = []
  upload: { onprogress?: (event: { loaded: number; total: number; lengthComputable: boolean }) => void } = {}
  onload: () => void = () => undefined
  onerror: () => void = () => undefined
  responseText = '{"code": "link_ended"}'
  status = 0
  url = ''
  open(_: string, url: string) {
    this.url = url
  }
  setRequestHeader() {}
  send(body: FormData) {
    Post.sent.push([this.url, body])
    this.status = Post.status
    const total = (body.get('file') as Blob).size
    this.upload.onprogress?.({ loaded: total, total, lengthComputable: true })
    if (this.status) this.onload()
    else this.onerror()
  }
}

function aBrowser(status = 204): typeof Post.sent {
  Post.status = status
  Post.sent = []
  vi.stubGlobal('XMLHttpRequest', Post)
  vi.stubGlobal('location', { href: 'https://gj.test/', origin: 'https://gj.test' })
  return Post.sent
}

afterEach(() => vi.unstubAllGlobals())

const video = new File(['0123456789'], '漏水.mp4', { type: 'video/mp4' })

describe('what a file is', () => {
  it.each([
    ['image/jpeg', 'a.jpg', 'photo'],
    ['image/heic', 'a', 'photo'],
    ['', 'IMG_1.HEIC', 'photo'],
    ['video/quicktime', 'a.mov', 'video'],
    ['application/octet-stream', 'a.MP4', 'video'],
    ['audio/amr', 'a.amr', 'audio'],
    ['', 'a.m4a', 'audio'],
    ['application/pdf', 'a.pdf', 'pdf'],
    ['image/svg+xml', 'a.jpg', null],
    ['text/html', 'a.html', null],
    ['', 'a', null],
    ['', 'pdf', null],
  ])('%s called %s is %s', (type, name, kind) => {
    expect(kindOf({ type, name })).toBe(kind)
  })
})

describe('a photo', () => {
  it('fits into 1600 and keeps its shape', () => {
    expect(fitted(4032, 3024)).toEqual([1600, 1200])
    expect(fitted(3024, 4032)).toEqual([1200, 1600])
    expect(fitted(1600, 900)).toEqual([1600, 900])
    expect(fitted(3, 2)).toEqual([3, 2])
    expect(fitted(100_000, 1)).toEqual([1600, 1])
  })

  it('is sent as it is where it cannot be decoded', async () => {
    const file = new File(['no picture'], 'a.heic', { type: 'image/heic' })
    expect(await shrink(file)).toBe(file)
  })
})

describe('a file on its way', () => {
  it('is announced, posted with its form, and named by its upload', async () => {
    const sent = aBrowser()
    const asked: MediaAsked[] = []
    const heard: [number, number][] = []
    const begin = (one: MediaAsked) => {
      asked.push(one)
      return Promise.resolve({ url: '/api/local/files', fields: { key: 'k', signature: 's' } })
    }
    const id = await uploadMedia(video, begin, (...now) => heard.push(now))
    expect(asked).toEqual([{ upload_id: id, kind: 'video', file_name: '漏水.mp4', bytes: 10 }])
    expect(id).toMatch(/^[0-7][0-9A-Z]{25}$/)
    expect(heard).toEqual([[10, 10]])
    expect(sent.map(([url, body]) => [url, [...body.keys()]])).toEqual([['/api/local/files', ['key', 'signature', 'file']]])
    expect(await uploadMedia(video, begin, undefined, id)).toBe(id)
    expect(asked[1]).toEqual(asked[0])
  })

  it.each([
    [403, 'link_ended', false],
    [0, 'no_answer', true],
  ])('that is answered with %i says %s', async (status, code, unknownOutcome) => {
    aBrowser(status)
    const sending = uploadMedia(video, () => Promise.resolve({ url: '/x', fields: {} }))
    await expect(sending).rejects.toMatchObject({ code, unknownOutcome })
  })

  it('that nobody will take is not begun', async () => {
    const begin = vi.fn()
    const large = Object.defineProperty(new File(['x'], 'a.mp4'), 'size', { value: MOST_BYTES.video + 1 })
    const files: [File, string][] = [
      [large, 'media_too_large'],
      [new File(['x'], 'a.exe'), 'media_refused'],
      [new File([], 'a.pdf'), 'media_missing'],
    ]
    for (const [file, code] of files) {
      const refused = await uploadMedia(file, begin).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Problem)
      expect(refused).toMatchObject({ code })
    }
    expect(begin).not.toHaveBeenCalled()
  })
})
