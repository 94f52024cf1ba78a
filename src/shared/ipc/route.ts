import type { z } from 'zod'

/** One request route: how its input is parsed in main, and what it answers. */
export interface Route<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I
  /** Only a type: never has a value. */
  readonly output?: O
}

/** Declares a route: the schema is the input, the type parameter the answer. */
export const route =
  <O>() =>
  <I extends z.ZodType>(input: I): Route<I, O> => ({ input })
