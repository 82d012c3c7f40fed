/* Photos, sound, video and papers on their way to the office. A photo is made small on the phone first: that saves the
   sender's data, and leaves behind where and when it was taken. The server looks at the content again and decides. */
import { Problem } from '@/api/problem'
import { sendFile, type Progress, type SignedForm } from '@/api/upload'
import { ulid } from './ulid'

export type MediaKind = 'photo' | 'audio' | 'video' | 'pdf'

/** What a page says of a file before it sends it. */
export interface MediaAsked {
  upload_id: string
  kind: MediaKind
  file_name: string
  bytes: number
}

export const LONGEST_SIDE = 1600
export const MOST_BYTES: Readonly<Record<MediaKind, number>> = { photo: 10_000_000, audio: 10_000_000, video: 50_000_000, pdf: 10_000_000 }
const QUALITIES = [0.82, 0.65, 0.5]
const ENDINGS: [MediaKind, RegExp][] = [
  ['photo', /\.(jpe?g|png|webp|hei[cf])$/i],
  ['video', /\.(mp4|m4v|mov|webm|3gp)$/i],
  ['audio', /\.(m4a|mp3|aac|ogg|opus|weba|amr|awb)$/i],
  ['pdf', /\.pdf$/i],
]

/** What a file seems to be; null when it is nothing that can be sent. Pickers on phones do not always say a type. */
export function kindOf(file: { type: string; name: string }): MediaKind | null {
  const type = file.type.toLowerCase()
  if (type === 'image/svg+xml') return null
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('audio/')) return 'audio'
  if (type.startsWith('video/')) return 'video'
  if (type === 'application/pdf') return 'pdf'
  return ENDINGS.find(([, ending]) => ending.test(file.name))?.[0] ?? null
}

/** The measures of a picture whose longer side is at most `most`; a smaller one stays as it is. */
export function fitted(width: number, height: number, most = LONGEST_SIDE): [number, number] {
  const longer = Math.max(width, height)
  if (longer <= most) return [width, height]
  const side = (length: number) => Math.max(1, Math.round((length * most) / longer))
  return [side(width), side(height)]
}

async function decoded(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** Upright, as the camera was held: browsers turn a picture as its EXIF says before they measure and draw it. */
function drawn(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = fitted(image.naturalWidth, image.naturalHeight)
  const brush = canvas.getContext('2d')
  if (!brush) throw new Error('no canvas')
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

const jpeg = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))

/** The photo as a JPEG without EXIF, never larger than it was. One that this browser cannot decode is sent as it is. */
export async function shrink(file: Blob): Promise<Blob> {
  try {
    const canvas = drawn(await decoded(file))
    for (const quality of QUALITIES) {
      const small = await jpeg(canvas, quality)
      if (small && small.type === 'image/jpeg' && small.size <= file.size) return small
    }
  } catch {
    // cannot be decoded here: the server says whether it can be taken
  }
  return file
}

/** Sends a file, and gives the id of its upload, by which the verb that follows names it. `begin` asks for the form.
    Sent again under the same id (after a lost answer), it is the same upload. Throws a Problem. */
export async function uploadMedia(
  file: File,
  begin: (asked: MediaAsked) => Promise<SignedForm>,
  progress: Progress = () => undefined,
  upload_id: string = ulid(),
): Promise<string> {
  const kind = kindOf(file)
  if (!kind) throw new Problem('media_refused', 422, { kind: '', found: 'unknown' })
  const small = kind === 'photo' ? await shrink(file) : file
  if (small.size === 0) throw new Problem('media_missing', 404)
  if (small.size > MOST_BYTES[kind]) throw new Problem('media_too_large', 413, { kind, bytes: small.size, most_bytes: MOST_BYTES[kind] })
  const form = await begin({ upload_id, kind, file_name: file.name, bytes: small.size })
  await sendFile(form, small, progress)
  return upload_id
}
