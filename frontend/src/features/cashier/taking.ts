/* Taking cash on one unit: what is open, what was typed, the one intention to take it. What was typed stands a reload; an
   intention whose outcome is unknown is looked up first, and asked again only under its own id and key. What one cashier
   typed is not shown to the next. */
import { computed, onMounted, reactive, shallowRef, watch } from 'vue'
import { problemOf, type Problem } from '@/api/problem'
import type { OpenBill, Payment, PaymentPosted } from '@/api/types'
import type { Keeper, Kept } from '@/api/verb'
import { held, hold, keptIntention } from '@/app/kept'
import { session } from '@/app/session'
import type { Where } from '@/features/units/api'
import { readPayment, type Taking, useLookAgain, usePayable, useTakeCash } from './api'
import { goneOf, type Missing, nothingTyped, reckon, type Typed } from './draft'

const SHIFT_SECONDS = 12 * 3_600
const NOT_FOUND = 404

/** As sessionStorage keeps it, and in memory as well, where that keeps nothing. */
function keeperOf(unitId: string): Keeper {
  const stored = keptIntention(`cashier.asked.${unitId}`, SHIFT_SECONDS)
  let kept: Kept | null = stored.read()
  return {
    read: () => kept,
    write: (next) => {
      kept = next
      stored.write(next)
    },
  }
}

function postedAs(where: Where, payment: Payment): PaymentPosted {
  return { ...payment, unit_id: where.unitId, community_id: where.communityId }
}

export function useTaking(where: Where, done: (posted: PaymentPosted, received_fen: number) => unknown) {
  const keeper = keeperOf(where.unitId)
  const typedName = `cashier.typed.${where.unitId}.${session.value?.person.name ?? ''}`
  const typed = reactive<Typed>({ ...nothingTyped(), ...held<Typed>(typedName, SHIFT_SECONDS) })
  const payable = usePayable(where)
  const lookAgain = useLookAgain(where)
  const reckoned = computed(() => reckon(payable.data.value?.bills ?? [], typed))
  const gone = shallowRef<OpenBill[]>([])
  const notTaken = shallowRef(false)
  const asked = shallowRef<Missing | null>(null)
  const resumed = shallowRef(keeper.read() !== null)
  const looking = shallowRef(false)
  const lookProblem = shallowRef<Problem | null>(null)
  const take = useTakeCash(where, keeper, (posted) => finish(posted, reckoned.value.received_fen ?? 0))
  const problem = computed(() => lookProblem.value ?? (take.error.value ? problemOf(take.error.value) : null))
  const busy = computed(() => take.isPending.value || looking.value)
  const unsure = computed(() => !take.isPending.value && (resumed.value || (problem.value?.unknownOutcome ?? false)))
  let over = false

  function forget(): void {
    over = true
    hold(typedName, null)
  }
  watch(typed, () => over || hold(typedName, typed))

  function finish(posted: PaymentPosted, received_fen: number): void {
    forget()
    keeper.write(null)
    void lookAgain()
    done(posted, received_fen)
  }

  /** Takes it, or says what is missing first. */
  function submit(): void {
    if (busy.value || unsure.value) return
    const { missing, parts, prepay_fen, received_fen } = reckoned.value
    asked.value = missing[0] ?? null
    notTaken.value = false
    gone.value = []
    const { paidBy: paid_by, checkedBy: checked_by } = typed
    if (missing.length || received_fen === null || paid_by === null || checked_by === null) return
    take.mutate({ parts, prepay_fen, received_fen, paid_by, checked_by })
  }

  /** The same intention once more. */
  function again(): void {
    const kept = keeper.read()
    if (busy.value || kept === null) return
    resumed.value = false
    lookProblem.value = null
    take.mutate(JSON.parse(kept.input) as Taking)
  }

  /** Whether the intention was carried out: then it is done; else everything that was typed can be changed again. */
  async function look(): Promise<void> {
    const kept = keeper.read()
    if (busy.value || kept === null) return
    looking.value = true
    lookProblem.value = null
    try {
      const payment = await readPayment(where, kept.id)
      finish(postedAs(where, payment), payment.received_fen ?? 0)
    } catch (error) {
      if (problemOf(error).status !== NOT_FOUND) lookProblem.value = problemOf(error)
      else {
        resumed.value = false
        notTaken.value = true
        take.reset()
      }
    } finally {
      looking.value = false
    }
  }

  watch(
    () => take.error.value,
    async (error) => {
      if (!error || problemOf(error).unknownOutcome) return
      const before = payable.data.value?.bills ?? []
      const now = await lookAgain()
      gone.value = now ? goneOf(before, now.bills, typed) : []
    },
  )
  onMounted(() => void (resumed.value && look()))

  return { typed, payable, reckoned, gone, notTaken, asked, problem, busy, unsure, looking, lookAgain, submit, again, look, forget }
}
