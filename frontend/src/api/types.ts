/* The names that the page gives to what the wire carries, taken from the generated paths so that they cannot drift. */
import type { paths } from './schema'

type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : never
type Gives<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends { responses: { 200: infer Answer } }
  ? Content<Answer>
  : never
type Row<T> = T extends { rows: (infer One)[] } ? One : never
type Had<T> = NonNullable<T>

export type Session = Gives<'/session', 'get'>
export type SignedIn = Gives<'/sign-in', 'post'>
export type Face = 'portal' | 'desk' | 'staff'
export type Home = Gives<'/my/home', 'get'>
export type HomeUnit = Home['units'][number]
export type StatementRow = Row<Gives<'/my/units/{unit_id}/statements', 'get'>>
export type Statement = Gives<'/my/units/{unit_id}/statements/{period}', 'get'>
export type Bill = Statement['bills'][number]
export type Line = Bill['lines'][number]
export type Note = Bill['notes'][number]
export type Source = Had<Had<Line['quantity']>['source']>
export type MyFile = Gives<'/my/file', 'get'>
export type DirectoryRow = Row<Gives<'/communities/{community_id}/directory', 'get'>>
export type UnitPage = Gives<'/communities/{community_id}/units/{unit_id}', 'get'>
export type UnitFact = UnitPage['facts'][number]
export type Account = Gives<'/communities/{community_id}/units/{unit_id}/account', 'get'>
export type AccountRow = Row<Account>
export type JournalEntry = Row<Gives<'/communities/{community_id}/units/{unit_id}/journal', 'get'>>
export type Import = Gives<'/communities/{community_id}/imports/{import_id}', 'get'>
export type Finding = Row<Gives<'/communities/{community_id}/imports/{import_id}/findings', 'get'>>
export type Severity = 'error' | 'warning' | 'note'
export type Item = Row<Gives<'/communities/{community_id}/items', 'get'>>
export type Run = Gives<'/communities/{community_id}/runs/{run_id}', 'get'>
export type RunUnit = Row<Gives<'/communities/{community_id}/runs/{run_id}/units', 'get'>>
export type RunSkipped = Row<Gives<'/communities/{community_id}/runs/{run_id}/skipped', 'get'>>
export type Staff = Row<Gives<'/staff', 'get'>>
export type AddStaff = paths['/staff']['post']['requestBody']['content']['application/json']
export type Payable = Gives<'/communities/{community_id}/units/{unit_id}/payable', 'get'>
export type OpenBill = Payable['bills'][number]
export type Balance = Payable['balances'][number]
export type Payment = Row<Gives<'/communities/{community_id}/units/{unit_id}/payments', 'get'>>
type TakeCash = paths['/communities/{community_id}/units/{unit_id}/payments']['post']['requestBody']['content']['application/json']
export type PaidBy = TakeCash['paid_by']
export type CheckedBy = TakeCash['checked_by']
export type PaymentPosted = Gives<'/communities/{community_id}/units/{unit_id}/payments', 'post'>
export type ExceptionItem = Row<Gives<'/communities/{community_id}/exceptions', 'get'>>
export type Order = Gives<'/my/units/{unit_id}/orders/{order_id}', 'get'>
export type ConfirmedReceipt = Gives<'/receipts/{code}', 'get'>
export type Ticket = Row<Gives<'/communities/{community_id}/tickets', 'get'>>
export type TicketGlance = Row<Gives<'/my/units/{unit_id}/tickets', 'get'>>
export type BrokenPromise = Row<Gives<'/communities/{community_id}/broken-promises', 'get'>>
export type Step = Row<Gives<'/communities/{community_id}/tickets/{ticket_id}/steps', 'get'>>
export type TicketMoved = Gives<'/communities/{community_id}/tickets/{ticket_id}/accept', 'post'>
export type Callback = Row<Gives<'/communities/{community_id}/callbacks', 'get'>>
export type Trigger = Row<Gives<'/triggers', 'get'>>
export type Suggestion = Row<Gives<'/suggestions', 'get'>>
export type SuggestionTable = paths['/suggestions']['post']['requestBody']['content']['application/json']
export type Approval = Row<Gives<'/communities/{community_id}/approvals', 'get'>>
export type ApprovalPage = Gives<'/communities/{community_id}/approvals/{approval_id}', 'get'>
export type Correction = Row<Gives<'/communities/{community_id}/units/{unit_id}/corrections', 'get'>>
export type Stretch = Gives<'/communities/{community_id}/units/{unit_id}/corrections/{correction_id}/undo', 'get'>['stretches'][number]
