/* Where everything is. Each face is loaded only when somebody opens it. */
import { createRouter, createWebHistory, type RouteLocation, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import type { Face } from '@/api/types'
import { type Area, type Key, useWords } from '@/lib/i18n'
import { faceOf, HOME_OF, keepFace, mayBeSignedIn, openSession, session } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    face?: Face
    open?: boolean
    title?: Key
    /** The tab it belongs to, where its path does not say so. */
    tab?: string
    /** Its one button stands below, in the place of the tabs. */
    dock?: boolean
    /** The words that it needs, beside its parents'. */
    words?: Area[]
  }
}

const open: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/features/sign-in/SignInPage.vue'), meta: { open: true, title: 'title.sign_in' } },
  { path: '/setup/:token', component: () => import('@/features/setup/SetupPage.vue'), props: true, meta: { open: true, title: 'title.setup' } },
  { path: '/r/:code', component: () => import('@/features/receipt-check/ReceiptPage.vue'), props: true, meta: { open: true, title: 'title.check' } },
  { path: '/local/outbox', component: () => import('@/features/outbox/OutboxPage.vue'), meta: { open: true, title: 'title.outbox' } },
  {
    path: '/local/pay/:prepayId',
    component: () => import('@/features/local-pay/LocalPayPage.vue'),
    props: true,
    meta: { open: true, title: 'title.local_pay', words: ['local-pay'] },
  },
]

const portal: RouteRecordRaw = {
  path: '/',
  component: () => import('./PortalShell.vue'),
  meta: { face: 'portal', words: ['repairs'] },
  children: [
    { path: 'home', component: () => import('@/features/home/HomePage.vue'), meta: { title: 'title.home' } },
    { path: 'bills', component: () => import('@/features/bills/BillsPage.vue'), meta: { title: 'title.bills' } },
    { path: 'bills/:unitId/:period', component: () => import('@/features/bills/BillPage.vue'), props: true, meta: { title: 'title.bill', dock: true } },
    { path: 'pay/:unitId', component: () => import('@/features/paying/PayPage.vue'), props: true, meta: { title: 'title.pay', dock: true } },
    { path: 'pay/:unitId/orders/:orderId', component: () => import('@/features/paying/OrderPage.vue'), props: true, meta: { title: 'title.order', dock: true } },
    { path: 'payments/:unitId', component: () => import('@/features/payments/PaymentsPage.vue'), props: true, meta: { title: 'title.payments', tab: '/bills' } },
    { path: 'payments/:unitId/:paymentId', component: () => import('@/features/payments/PaymentPage.vue'), props: true, meta: { title: 'title.payment', tab: '/bills' } },
    { path: 'repairs', component: () => import('@/features/repairs/RepairsPage.vue'), meta: { title: 'title.repairs' } },
    { path: 'repairs/new', component: () => import('@/features/repairs/ReportPage.vue'), meta: { title: 'title.report', dock: true } },
    { path: 'repairs/:ticketId', component: () => import('@/features/repairs/RepairPage.vue'), props: true, meta: { title: 'title.repair' } },
    { path: 'my-file/mend', component: () => import('@/features/my-file/MendPage.vue'), meta: { title: 'title.mend', dock: true, words: ['corrections'] } },
    { path: 'my-file', component: () => import('@/features/my-file/MyFilePage.vue'), meta: { title: 'title.my_file' } },
  ],
}

/** The cashier's page: the unit, and what was taken on it, from the address. */
const paid = (route: RouteLocation) => ({ ...route.params, paid: typeof route.query.paid === 'string' ? route.query.paid : undefined })

const serviceWords: Area[] = ['repairs', 'staff', 'service', 'corrections']
const promiseWords: Area[] = ['repairs', 'staff', 'promises']

const desk: RouteRecordRaw[] = [
  {
    path: '/desk/:communityId?',
    component: () => import('./DeskShell.vue'),
    props: true,
    meta: { face: 'desk', words: ['desk'] },
    children: [
      { path: '', component: () => import('@/features/communities/DeskStart.vue'), meta: { title: 'title.units' } },
      { path: 'units', component: () => import('@/features/units/UnitsPage.vue'), props: true, meta: { title: 'title.units' } },
      { path: 'units/:unitId', component: () => import('@/features/units/UnitPage.vue'), props: true, meta: { title: 'title.unit', words: ['repairs', 'corrections'] } },
      { path: 'approvals/:approvalId?', component: () => import('@/features/approvals/ApprovalsPage.vue'), props: true, meta: { title: 'title.approvals', words: ['repairs', 'corrections'] } },
      { path: 'imports', component: () => import('@/features/imports/ImportsPage.vue'), props: true, meta: { title: 'title.imports' } },
      { path: 'imports/:importId', component: () => import('@/features/imports/ImportPage.vue'), props: true, meta: { title: 'title.imports' } },
      { path: 'runs', component: () => import('@/features/runs/RunsPage.vue'), props: true, meta: { title: 'title.runs' } },
      { path: 'prices', component: () => import('@/features/prices/PricesPage.vue'), props: true, meta: { title: 'title.prices', words: ['repairs', 'corrections'] } },
      { path: 'cashier/:unitId?', component: () => import('@/features/cashier/CashierPage.vue'), props: paid, meta: { title: 'title.cashier' } },
      { path: 'exceptions', component: () => import('@/features/exceptions/ExceptionsPage.vue'), props: true, meta: { title: 'title.exceptions' } },
      { path: 'service/new', component: () => import('@/features/service/IntakePage.vue'), props: true, meta: { title: 'title.intake', words: serviceWords } },
      { path: 'service/:ticketId?', component: () => import('@/features/service/ServicePage.vue'), props: true, meta: { title: 'title.service', words: serviceWords } },
      { path: 'callbacks/:callbackId?', component: () => import('@/features/callbacks/DeskCallbacksPage.vue'), props: true, meta: { title: 'title.callbacks', words: promiseWords } },
      { path: 'broken', component: () => import('@/features/broken-promises/BrokenPage.vue'), props: true, meta: { title: 'title.broken', words: promiseWords } },
      { path: 'quality', component: () => import('@/features/quality/QualityPage.vue'), props: true, meta: { title: 'title.quality', words: ['quality'] } },
      { path: 'quality/round', component: () => import('@/features/quality/RoundPage.vue'), props: true, meta: { title: 'title.round', words: ['quality'] } },
      { path: 'settings', component: () => import('@/features/office/SettingsPage.vue'), props: true, meta: { title: 'title.settings', words: ['promises'] } },
      { path: 'settings/triggers', component: () => import('@/features/triggers/TriggersPage.vue'), props: true, meta: { title: 'title.triggers', words: promiseWords } },
      { path: 'settings/suggestions', component: () => import('@/features/suggestions/SuggestionsPage.vue'), props: true, meta: { title: 'title.suggestions', words: promiseWords } },
      { path: 'runs/:runId', component: () => import('@/features/runs/RunPage.vue'), props: true, meta: { title: 'title.runs' } },
    ],
  },
]

const staff: RouteRecordRaw = {
  path: '/staff',
  component: () => import('./StaffShell.vue'),
  meta: { face: 'staff', words: ['repairs', 'staff'] },
  children: [
    { path: '', component: () => import('@/features/staff/TodoPage.vue'), meta: { title: 'title.todo' } },
    { path: 'tickets/:communityId/:ticketId', component: () => import('@/features/staff/JobPage.vue'), props: true, meta: { title: 'title.job', tab: '/staff' } },
    { path: 'callbacks', component: () => import('@/features/callbacks/CallbacksPage.vue'), meta: { title: 'title.callbacks' } },
    { path: 'callbacks/:communityId/:callbackId', component: () => import('@/features/callbacks/CallbackPage.vue'), props: true, meta: { title: 'title.callback', dock: true } },
    { path: 'me', component: () => import('@/features/staff/MePage.vue'), meta: { title: 'tab.my_file' } },
  ],
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'start', component: { render: () => null } },
    ...open,
    portal,
    ...desk,
    staff,
    { path: '/:rest(.*)*', component: () => import('./NotFound.vue'), meta: { open: true, title: 'title.not_found' } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Starts to fetch what a page consists of, while it is still being found out who is there; gives when its words are. */
function fetchAhead(to: RouteLocationNormalized): Promise<unknown> {
  for (const { components } of to.matched)
    for (const part of Object.values(components ?? {})) if (typeof part === 'function') void (part as () => Promise<unknown>)().catch(() => undefined)
  return Promise.all(to.matched.flatMap((record) => record.meta.words ?? []).map(useWords))
}

router.beforeEach(async (to) => {
  const words = fetchAhead(to)
  if (to.meta.open) return words.then(() => true)
  words.catch(() => undefined) // told below, if it still matters then
  const who = to.path === '/' && !mayBeSignedIn() ? null : await openSession()
  if (!who) return { path: '/sign-in', query: to.path === '/' ? {} : { to: to.fullPath } }
  const face = to.meta.face
  if (!face || !who.faces.includes(face)) return HOME_OF[faceOf(who)]
  keepFace(face)
  await words
  return true
})

/** Why the sign-in page was opened: the office has just asked for a second factor. */
export const SECOND_FACTOR = 'second-factor'

/** After sign-in: where the person wanted to go, else their own first page. Only a path of this page is followed. */
export function afterSignIn(wanted: unknown): string {
  const path = typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : '/'
  return path === '/' && session.value ? HOME_OF[faceOf(session.value)] : path
}
