/* A file's own way to the server: a signed form, sent with progress. */
import { NO_ANSWER, Problem, problemFrom } from './problem'

export interface SignedForm {
  url: string
  fields: Record<string, string>
}

/** Hears the bytes sent so far. */
export type Progress = (sent: number, total: number) => void

function answerOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText)
  } catch {
    return null
  }
}

/** Posts the file, last of all fields. */
export function sendFile(form: SignedForm, file: Blob, progress: Progress): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.url)
    if (new URL(form.url, location.href).origin === location.origin) request.setRequestHeader('X-Guanjia', '1')
    request.upload.onprogress = (event) => progress(event.loaded, event.lengthComputable ? event.total : file.size)
    request.onerror = () => reject(new Problem(NO_ANSWER, 0))
    request.ontimeout = () => reject(new Problem(NO_ANSWER, 0))
    request.onload = () => (request.status < 300 ? resolve() : reject(problemFrom(request.status, answerOf(request))))
    const body = new FormData()
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value)
    body.append('file', file)
    request.send(body)
  })
}
