import type { PathOf } from './contract'
import { findReach } from './reach'
import type { components } from './schema'
import { uuid } from './uuid'

export type Schemas = components['schemas']
export type Page<T> = { items: T[]; next_cursor: string | null; total?: number; result_id?: string; offset?: number }
export type List<T> = { items: T[] }
type Query = Record<string, string | number | boolean | null | undefined>
type Options = {
  path?: Record<string, string>
  query?: Query
  body?: unknown
  /** The revision the change was made on; sent as If-Match. */
  revision?: number
  signal?: AbortSignal
}

/** A problem document of the server, or a network failure (status 0). */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string
  readonly field: string | null
  readonly allowed: string | null
  readonly errors: { field: string; reason: string; allowed?: string }[]
  readonly requestId: string | null
  readonly retryAfter: number | null
  /** What else the server tells of this reason. */
  readonly more: unknown
  constructor(status: number, problem: Schemas['Problem'], retryAfter: number | null = null) {
    super(problem.reason ?? problem.title ?? `HTTP ${status}`)
    this.status = status
    this.reason = problem.reason ?? (status === 0 ? 'network.unreachable' : `http.${status}`)
    this.field = problem.field ?? null
    this.allowed = problem.allowed ?? null
    this.errors = problem.errors ?? []
    this.requestId = problem.request_id ?? null
    this.retryAfter = retryAfter
    this.more = problem.more
  }
  get isConflict() {
    return this.status === 412
  }
}

let signedOut = () => {}
/** Called once by the app: what to do when the session has ended. */
export const onSignedOut = (f: () => void) => {
  signedOut = f
}

/** "/api/x/{id}" with its names filled and the query appended; empty values are left out. */
export function urlOf(template: string, path: Record<string, string> = {}, query: Query = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `${filled}?${text}` : filled
}

async function problemOf(response: Response): Promise<ApiError> {
  const after = Number(response.headers.get('Retry-After'))
  let problem: Schemas['Problem'] = {}
  try {
    problem = await response.json()
  } catch {
    // not a problem document: a proxy in between answered
  }
  if (!problem.request_id) problem.request_id = response.headers.get('X-Request-Id') ?? undefined
  return new ApiError(response.status, problem, Number.isFinite(after) && after > 0 ? after : null)
}

/** Keys of what was sent and not answered, by what it said: the server may have done it. Sent again within ten minutes it
 * has the same key, and is done once. */
const unanswered = new Map<string, { key: string; at: number }>()
const KEPT = 600_000
function keyOf(said: string): string {
  const kept = unanswered.get(said)
  unanswered.delete(said)
  return kept && Date.now() - kept.at < KEPT ? kept.key : uuid()
}

/** Refusals of who is only about to sign in. */
const SIGNING_IN = new Set(['session.wrong_credentials', 'session.totp_required', 'session.wrong_code'])

/** Sentences of the server (why a row of a file is refused) come in the console's language, not the browser's. */
const language = () => document.documentElement.lang

async function request<T>(method: string, template: string, options: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() }
  if (options.body !== undefined) headers['Content-Type'] = 'application/json'
  if (options.revision !== undefined) headers['If-Match'] = `"r${options.revision}"`
  const url = urlOf(template, options.path, options.query)
  const body = options.body === undefined ? undefined : JSON.stringify(options.body)
  const said = `${url}\n${body ?? ''}`
  const key = method === 'POST' ? keyOf(said) : undefined
  if (key) headers['Idempotency-Key'] = key
  const keep = () => key && unanswered.set(said, { key, at: Date.now() })
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    keep()
    await findReach()
    throw new ApiError(0, {})
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const problem = await problemOf(response)
  // Whoever stands before the server says that it is not there.
  if (problem.status >= 502 && problem.reason.startsWith('http.')) {
    keep()
    await findReach()
  }
  if (response.status === 401 && !SIGNING_IN.has(problem.reason)) signedOut()
  throw problem
}

export const api = {
  get: <T>(path: PathOf<'get'>, options: Options = {}) => request<T>('GET', path, options),
  post: <T>(path: PathOf<'post'>, options: Options = {}) => request<T>('POST', path, options),
  put: <T>(path: PathOf<'put'>, options: Options = {}) => request<T>('PUT', path, options),
  patch: <T>(path: PathOf<'patch'>, options: Options = {}) => request<T>('PATCH', path, options),
  delete: (path: PathOf<'delete'>, options: Options = {}) => request<void>('DELETE', path, options),
}

/** Sends a body with progress in percent (fetch cannot tell it). */
function send<T>(url: string, body: FormData | Blob, onProgress?: (percent: number) => void) {
  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    xhr.setRequestHeader('Idempotency-Key', uuid())
    xhr.setRequestHeader('Accept-Language', language())
    if (body instanceof Blob) xhr.setRequestHeader('Content-Type', 'application/octet-stream')
    xhr.upload.onprogress = (e) => onProgress?.(Math.round((e.loaded / Math.max(e.total, 1)) * 100))
    xhr.onerror = () => void findReach().then(() => reject(new ApiError(0, {})))
    xhr.onload = () => {
      let answer: unknown = {}
      try {
        answer = JSON.parse(xhr.responseText)
      } catch {
        // an empty or foreign answer
      }
      if (xhr.status < 300) return resolve(answer as T)
      if (xhr.status === 401) signedOut()
      reject(new ApiError(xhr.status, answer as Schemas['Problem']))
    }
    xhr.send(body)
  })
}

/** A multipart upload. */
export function upload<T>(
  path: PathOf<'post'>,
  parts: Record<string, Blob | string>,
  onProgress?: (percent: number) => void,
) {
  const form = new FormData()
  for (const [name, part] of Object.entries(parts)) form.append(name, part)
  return send<T>(path, form, onProgress)
}

/** A file as the body itself, for files too large for memory. */
export const uploadFile = <T>(path: PathOf<'post'>, file: File, onProgress?: (percent: number) => void) =>
  send<T>(urlOf(path, {}, { name: file.name }), file, onProgress)
