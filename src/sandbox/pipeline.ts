import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { refusal, type Answer, type AnswerNote } from './answer.ts'
import type { Context, SandboxRequest } from './context.ts'
import { control } from './control.ts'
import { faultAnswer, tooMany } from './fault-answers.ts'
import { formatFault } from './fault-grammar.ts'
import type { Fault } from './fault-kinds.ts'
import { redactTarget, splitTarget } from './paths.ts'
import { ClosedWindow, RateLimit } from './rate-limit.ts'
import { findRoute, type Route } from './routes.ts'
import { reset, sendHalf, sendWhole, type Headers } from './send.ts'

/** Which connection a request came on, and as which request of it, both from 1. */
export interface ConnectionPosition {
  readonly connection: number
  readonly nth: number
}

/** What happens to a request. */
interface Outcome {
  /** How the answer is sent: whole, cut in half, or not at all. */
  readonly wire: 'whole' | 'half' | 'reset'
  readonly answer: Answer
  /** The request was carried out. */
  readonly accepted: boolean
  readonly note: AnswerNote
  readonly fault: string | null
  readonly headers: Headers
  readonly delayMs: number
  readonly skewMs: number
}

const NO_ANSWER: Answer = { status: 0, type: '', body: '' }
const NO_FAULT = {
  wire: 'whole',
  accepted: false,
  note: {},
  fault: null,
  headers: {},
  delayMs: 0,
  skewMs: 0,
} as const

/** Handles a request: rate limit, faults, endpoint, ledger, answer. */
export class Pipeline {
  readonly #context: Context
  readonly #limit = new RateLimit()
  readonly #closed = new ClosedWindow()

  constructor(context: Context) {
    this.#context = context
  }

  /** Answers one request. Resolves to how long the listener is closed now, ms, or null. */
  async serve(
    incoming: IncomingMessage,
    response: ServerResponse,
    position: ConnectionPosition,
    closing: AbortSignal,
  ): Promise<number | null> {
    const { method = 'GET', url: target = '/' } = incoming
    const { path, query } = splitTarget(target)
    response.sendDate = false
    const controlled = control(this.#context, { method, path, query, text: () => text(incoming) })
    if (controlled !== null) {
      const { answer, awayMs } = await controlled
      await sendWhole(response, answer, {})
      return awayMs
    }
    const at = this.#context.now()
    const route = findRoute(method, path)
    // Storage is not the service: requests to it do not count for the service's rate limit.
    const early = route.endpoint !== 'upload-put' && this.#closed.contains(at)
    const { headers } = incoming
    const reused = position.nth > 1
    const request = { method, path, query, headers, stream: incoming, at, reused, unknownName: false }
    const outcome = await this.#decide(route, request, target)
    const { answer, wire, accepted, note, fault } = outcome
    this.#context.ledger.record(
      {
        at,
        method,
        endpoint: route.endpoint,
        path: redactTarget(target),
        accepted,
        jobid: note.jobid ?? null,
        workflow: note.workflow ?? null,
        source: note.source ?? null,
        ...position,
        status: wire === 'reset' ? null : answer.status,
        fault,
        reason: note.reason ?? null,
        early,
      },
      note.started,
    )
    await this.#send(response, outcome, closing)
    return null
  }

  async #decide(route: Route, request: SandboxRequest, target: string): Promise<Outcome> {
    const { faults } = this.#context
    const { endpoint } = route
    const rule = endpoint === 'upload-put' ? null : faults.drawRate(endpoint, request.reused)
    const rate = rule === null ? null : this.#limit.count(request.at, rule.perSecond)
    const headers = rule?.hasHeaders === true && rate !== null ? rate.headers : {}
    if (rate?.allowed === false)
      return { ...NO_FAULT, answer: tooMany(), headers, note: { reason: 'limit' }, fault: 'limit' }
    const { answer: fault, delayMs, skewMs, unknownName } = faults.draw(endpoint, request.reused)
    const effects = { headers, delayMs, skewMs, fault: fault === null ? null : formatFault(fault) }
    if (fault !== null && !isCarriedOut(fault)) {
      const answer = faultAnswer(fault.kind, target, request.at)
      return {
        ...NO_FAULT,
        ...effects,
        answer: answer ?? NO_ANSWER,
        wire: answer === null ? 'reset' : 'whole',
      }
    }
    const real = await this.#carryOut(route, { ...request, unknownName })
    const { note = {} } = real
    const accepted = real.status >= 200 && real.status < 300
    const wire =
      real === NO_ANSWER || fault?.kind === 'reset-after-accept'
        ? 'reset'
        : fault?.kind === 'cut'
          ? 'half'
          : 'whole'
    const answer = (fault === null ? null : faultAnswer(fault.kind, target, request.at)) ?? real
    return { ...NO_FAULT, ...effects, wire, answer, accepted, note }
  }

  /** `NO_ANSWER` when the client hung up in the middle of its request. */
  async #carryOut(route: Route, request: SandboxRequest): Promise<Answer> {
    try {
      return await route.handle(this.#context, request)
    } catch (error) {
      if (request.stream.destroyed && !request.stream.readableEnded) return NO_ANSWER
      return refusal(500, 'Internal server error', 'PRC', request.at, { reason: String(error) })
    }
  }

  async #send(response: ServerResponse, outcome: Outcome, closing: AbortSignal): Promise<void> {
    const { answer, wire, delayMs, skewMs } = outcome
    if (delayMs > 0) await delay(delayMs, undefined, { signal: closing }).catch(() => undefined)
    const { now } = this.#context
    const headers = { Date: new Date(now() + skewMs).toUTCString(), ...outcome.headers, ...answer.headers }
    if (wire === 'reset') reset(response)
    else if (wire === 'half') await sendHalf(response, answer, headers)
    else {
      await sendWhole(response, answer, headers)
      this.#closed.announce(headers, now())
    }
  }
}

function isCarriedOut(fault: Fault): boolean {
  return fault.accepted === true || fault.kind === 'reset-after-accept' || fault.kind === 'cut'
}
