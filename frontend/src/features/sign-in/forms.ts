/* What the sign-in forms accept. Pure; the words of a refusal are chosen by the page. */
import * as v from 'valibot'

/** An 11-digit mobile number; spaces, dashes and +86 are taken off. */
export const phone = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')),
  v.regex(/^1[3-9]\d{9}$/),
)

/** Six digits; whatever else was pasted around them is taken off. */
export const sixDigits = (text: string): string => text.replace(/\D/g, '').slice(0, 6)

export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))

/** The value when it is accepted, else null. */
export function accepted<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, input)
  return result.success ? result.output : null
}
