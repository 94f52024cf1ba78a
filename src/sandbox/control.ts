import { json, jsonText, type Answer } from './answer.ts'
import type { Context } from './context.ts'
import { faultText, parseFaults } from './fault-grammar.ts'
import { SELECTORS } from './fault-kinds.ts'

/** Everything below is for tests and people, not a part of what is played. */
const CONTROL_PATH = '/__sandbox/'

export interface ControlAnswer {
  readonly answer: Answer
  /** How long the listener is to be away once the answer has left, ms; null when it stays. */
  readonly away: number | null
}

/**
 * `/__sandbox/KEY/…`: `GET ledger`, `GET seen`, `GET requests?endpoint=…`, `GET body/JOBID`, `GET faults`, `PUT faults`.
 * Null for any other path. Guarded by the token in the key; meets no fault and stands in no ledger.
 */
export function control(
  context: Context,
  request: {
    readonly method: string
    readonly path: string
    readonly query: string
    readonly text: () => Promise<string>
  },
): Promise<ControlAnswer> | ControlAnswer | null {
  if (!request.path.startsWith(CONTROL_PATH)) return null
  const own = `${CONTROL_PATH}${context.apiKey}/`
  if (!request.path.startsWith(own)) return stay(text(404, 'The path has to hold the API key.'))
  const words = request.path.slice(own.length).split('/')
  const call = `${request.method} ${words[0] ?? ''}`
  if (call === 'PUT faults') return request.text().then((typed) => setFaults(context, typed))
  return stay(read(context, call, words[1] ?? '', request.query))
}

function read(context: Context, call: string, argument: string, query: string): Answer {
  const { ledger, faults, jobs } = context
  if (call === 'GET ledger')
    return json(200, {
      runs: ledger.runs(),
      uploads: ledger.uploads(),
      counts: ledger.counts(),
      seen: ledger.seen,
      violations: ledger.violations,
    })
  if (call === 'GET seen') return json(200, { seen: ledger.seen })
  if (call === 'GET requests') {
    const name = new URLSearchParams(query).get('endpoint')
    const endpoint = SELECTORS.find((selector) => selector === name)
    return json(200, ledger.requests(endpoint === 'any' ? undefined : endpoint))
  }
  if (call === 'GET faults') return text(200, faults.list().map(faultText).join(','))
  if (call === 'GET body') {
    const body = jobs.finalBody(argument, context.now())
    return body === null ? text(404, 'No such job.') : jsonText(200, body)
  }
  return text(404, 'There is: ledger, seen, requests, body/JOBID, faults.')
}

function setFaults({ faults }: Context, typed: string): ControlAnswer {
  const parsed = parseFaults(typed)
  if (!parsed.ok) return stay(text(400, parsed.error))
  return { answer: text(200, 'In force.'), away: faults.set(parsed.data) }
}

function stay(answer: Answer): ControlAnswer {
  return { answer, away: null }
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body }
}
