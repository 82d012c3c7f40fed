// Written from the contract until the server's OpenAPI document replaces it: npm run api -- <openapi.json>

type Json<T> = { headers: Record<string, unknown>; content: { 'application/json': T } }
type PathOf<Path> = [Path] extends [undefined] ? { path?: never } : { path: Path }
type Read<Path, Gives, Query = never> = {
  parameters: PathOf<Path> & { query?: Query; header?: never; cookie?: never }
  requestBody?: never
  responses: { 200: Json<Gives> }
}
type Write<Path, Body, Gives> = {
  parameters: PathOf<Path> & { query?: never; header?: never; cookie?: never }
  requestBody: { content: { 'application/json': Body } }
  responses: { 200: Json<Gives> }
}
type Drop<Gives> = { parameters: { path?: never; query?: never; header?: never; cookie?: never }; requestBody?: never; responses: { 200: Json<Gives> } }
type None = undefined
type Rows<T> = { rows: T[]; next: string | null }
type Named = { id: string; name: string }
type Cursor = { cursor?: string }
type C = { community_id: string }
type U = C & { unit_id: string }
type I = C & { import_id: string }
type R = C & { run_id: string }

type Session = {
  person: { id: string; name: string; phone_masked: string }
  organisation: Named
  organisations: Named[]
  faces: ('portal' | 'desk' | 'staff')[]
  roles: string[]
  may: string[]
  communities: Named[]
  today: string
  local: boolean
}
type SignedIn = { state: 'signed_in' | 'totp_needed' | 'totp_enrol'; totp_uri: string | null; totp_svg: string | null }
type Source = { paper: string; entered_by: string; entered_on: string; approved_by: string | null; since_on: string | null }
type Fact = { value: string; unit: string; source: Source | null }
type Fen = { value_fen: number; source: Source | null }
type Line = {
  formula: '1001' | '2002'
  amount_fen: number
  from_on: string
  to_on: string
  months: string
  quantity: Fact | null
  rate: Fact | null
  surcharge: Fen | null
  fixed: Fen | null
}
type Bill = { bill_id: string; item_id: string; item_name: string; total_fen: number; settled_fen: number; open_fen: number; lines: Line[] }
type Statement = {
  unit: { unit_id: string; label: string; community_name: string }
  payer_name: string
  period: string
  released_at: string
  due_on: string
  total_fen: number
  open_fen: number
  overdue: boolean
  bills: Bill[]
  previous: { period: string; total_fen: number; items: { item_id: string; item_name: string; total_fen: number }[] } | null
}
type Import = {
  import_id: string
  state: 'reading' | 'ready' | 'writing' | 'done' | 'refused' | 'discarded'
  file_name: string
  form: 'peer' | 'guanjia' | null
  started_at: string
  started_by: string
  done_at: string | null
  progress: { done: number; total: number }
  counts: Record<'buildings' | 'units' | 'parties' | 'items' | 'charges', { new: number; same: number; changed: number }> | null
  findings: { errors: number; warnings: number; notes: number }
  refusal: { code: string; facts: Record<string, unknown> } | null
}
type Item = { item_id: string; item_name: string; bills: number; amount_fen: number }
type Run = {
  run_id: string
  period: string
  state: 'drafting' | 'draft' | 'released' | 'discarding' | 'discarded'
  by_trigger: boolean
  started_at: string
  started_by: string
  drafted_at: string | null
  released_at: string | null
  released_by: string | null
  discarded_at: string | null
  reason: string | null
  due_on: string
  progress: { done: number; total: number }
  sums: { units: number; bills: number; lines: number; billed_fen: number; items: Item[] }
  skipped: { reason: string; units: number }[]
  previous: { period: string; billed_fen: number; units: number; items: Item[] } | null
}

export interface paths {
  '/health': { get: Read<None, { status: string; version: string; engine: string }> }
  '/sign-in/code': { post: Write<None, { phone: string }, { resend_after_seconds: number; expires_in_seconds: number }> }
  '/sign-in': { post: Write<None, { phone: string; code: string }, SignedIn> }
  '/sign-in/totp': { post: Write<None, { totp_code: string }, SignedIn> }
  '/setup/{token}': {
    get: Read<{ token: string }, { valid: boolean }>
    post: Write<{ token: string }, { organisation_name: string; community_name: string; admin_name: string; admin_phone: string }, { done: boolean }>
  }
  '/session': { get: Read<None, Session>; delete: Drop<{ done: boolean }> }
  '/session/organisation': { post: Write<None, { organisation_id: string }, Session> }
  '/sessions': { delete: Drop<{ done: boolean }> }
  '/my/home': {
    get: Read<
      None,
      {
        units: {
          unit_id: string
          community_id: string
          community_name: string
          label: string
          relation: string
          open_fen: number
          open_bills: number
          due_on: string | null
          period: string | null
          overdue: boolean
        }[]
      }
    >
  }
  '/my/units/{unit_id}/statements': {
    get: Read<{ unit_id: string }, Rows<{ period: string; total_fen: number; open_fen: number; due_on: string; bills: number }>, Cursor>
  }
  '/my/units/{unit_id}/statements/{period}': { get: Read<{ unit_id: string; period: string }, Statement> }
  '/my/file': {
    get: Read<
      None,
      {
        person: { id: string; name: string; phone_masked: string; id_number_masked: string | null }
        units: { unit_id: string; community_name: string; label: string; relation: string; from_on: string | null; area_m2: string | null }[]
        organisation_name: string
      }
    >
  }
  '/communities': { get: Read<None, Rows<Named>>; post: Write<None, { community_id: string; name: string }, Named> }
  '/communities/{community_id}/directory': {
    get: Read<
      C,
      Rows<{ unit_id: string; number: string; label: string; building: string; holders: string[]; phone_tails: string[]; open: boolean | null }>,
      Cursor
    >
  }
  '/communities/{community_id}/units/{unit_id}': {
    get: Read<
      U,
      {
        unit: {
          unit_id: string
          number: string
          label: string
          building: string
          entrance: string | null
          floor: string | null
          kind: string | null
          area_m2: string | null
        }
        people: { party_id: string; name: string; relation: string; phone_masked: string | null; from_on: string | null; to_on: string | null }[]
        facts: { kind: 'area' | 'payer' | 'item'; name: string; value: string; from_on: string | null; to_on: string | null; source: Source }[]
      }
    >
  }
  '/communities/{community_id}/units/{unit_id}/account': {
    get: Read<
      U,
      Rows<{
        period: string
        due_on: string
        items: { item_id: string; item_name: string; total_fen: number; settled_fen: number; open_fen: number }[]
        total_fen: number
        settled_fen: number
        open_fen: number
        overdue: boolean
      }> & { open_fen: number },
      Cursor
    >
  }
  '/communities/{community_id}/units/{unit_id}/statements/{period}': { get: Read<U & { period: string }, Statement> }
  '/communities/{community_id}/units/{unit_id}/journal': {
    get: Read<
      U,
      Rows<{ entry_id: string; at: string; event: string; actor: string; origin: string; facts: Record<string, unknown>; reason: string | null }>,
      Cursor
    >
  }
  '/communities/{community_id}/uploads': {
    post: Write<C, { upload_id: string; purpose: 'workbook'; file_name: string; bytes: number }, { url: string; fields: Record<string, string> }>
  }
  '/communities/{community_id}/imports/template': { get: Read<C, { url: string }> }
  '/communities/{community_id}/imports': { get: Read<C, Rows<Import>, Cursor>; post: Write<C, { import_id: string; upload_id: string }, Import> }
  '/communities/{community_id}/imports/{import_id}': { get: Read<I, Import> }
  '/communities/{community_id}/imports/{import_id}/findings': {
    get: Read<
      I,
      Rows<{
        severity: 'error' | 'warning' | 'note'
        code: string
        sheet: string
        row: number | null
        column: string | null
        value: string | null
        facts: Record<string, unknown>
      }>,
      Cursor & { severity?: 'error' | 'warning' | 'note' }
    >
  }
  '/communities/{community_id}/imports/{import_id}/confirm': { post: Write<I, { leave_out_errors: boolean }, Import> }
  '/communities/{community_id}/imports/{import_id}/discard': { post: Write<I, Record<string, never>, Import> }
  '/communities/{community_id}/items': {
    get: Read<
      C,
      Rows<{
        item_id: string
        name: string
        formula: string
        rate: string | null
        surcharge_fen: number
        fixed_fen: number
        from_on: string | null
        to_on: string | null
        units: number
        broken: string | null
      }>,
      Cursor
    >
  }
  '/communities/{community_id}/runs': { get: Read<C, Rows<Run>, Cursor>; post: Write<C, { run_id: string; period: string }, Run> }
  '/communities/{community_id}/runs/{run_id}': { get: Read<R, Run> }
  '/communities/{community_id}/runs/{run_id}/units': {
    get: Read<
      R,
      Rows<{ unit_id: string; label: string; payer_name: string; total_fen: number; bills: { item_id: string; item_name: string; total_fen: number }[] }>,
      Cursor
    >
  }
  '/communities/{community_id}/runs/{run_id}/skipped': {
    get: Read<R, Rows<{ unit_id: string; label: string; reason: string; facts: Record<string, unknown> }>, Cursor>
  }
  '/communities/{community_id}/runs/{run_id}/release': { post: Write<R, Record<string, never>, Run> }
  '/communities/{community_id}/runs/{run_id}/discard': { post: Write<R, { reason: string }, Run> }
}
