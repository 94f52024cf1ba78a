import type { z } from 'zod'
import { JournalError } from '#main/storage/journal/journal.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { RouteName, RouteOutput, RouteParsed, Routes } from '#shared/ipc/contract.ts'
import type { Route } from '#shared/ipc/route.ts'
import { ROUTES } from '#shared/ipc/routes.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { redactError } from './redact-outgoing.ts'

type Handler<I, O> = (input: I) => Result<O> | Promise<Result<O>>

/** One handler for each route of a domain. A missing handler and an extra one do not compile. */
export type RouteHandlers<R extends Partial<Routes>> = {
  readonly [K in keyof R & RouteName]: Handler<RouteParsed<K>, RouteOutput<K>>
}
export type Handlers = RouteHandlers<Routes>

interface DispatchOptions {
  /** Cuts secrets from a text. */
  readonly redact: (text: string) => string
  /** Called with a bug of ours, which is written to the log. */
  readonly onBug: (route: RouteName, cause: unknown) => void
}

/** Makes the one function behind the request channel: parse, run the handler, answer with the envelope. Never rejects. */
export function createDispatch(handlers: Handlers, { redact, onBug }: DispatchOptions) {
  return async (name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isRoute(name)) return fail(appError('ipc.refused'))
    const { input: schema }: Route = ROUTES[name]
    const parsed = await schema.safeParseAsync(input)
    if (!parsed.success) return fail(appError('ipc.invalid', { reason: redact(firstIssue(parsed.error)) }))
    try {
      const handler = handlers[name] as Handler<unknown, unknown>
      const answer = await handler(parsed.data)
      return answer.ok ? answer : fail(redactError(answer.error, redact))
    } catch (cause) {
      if (cause instanceof JournalError) return fail(redactError(cause.error, redact))
      onBug(name, cause)
      return fail(appError('app.unexpected'))
    }
  }
}

const isRoute = (name: unknown): name is RouteName => typeof name === 'string' && Object.hasOwn(ROUTES, name)

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  return issue === undefined ? 'nothing in it fits' : `${issue.path.join('.') || 'input'}: ${issue.message}`
}
