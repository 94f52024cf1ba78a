import { json, jsonText, type Answer } from './answer.ts'
import type { Context } from './context.ts'
import { formatFault, parseFaults } from './fault-grammar.ts'
import { SELECTORS } from './fault-kinds.ts'

/** Everything below this path is for tests and people; the real service has no such thing. */
const CONTROL_PATH = '/__sandbox/'

export interface ControlAnswer {
  readonly answer: Answer
  /** How long the listener is closed after the answer has been sent; null when it stays open. */
  readonly awayMs: number | null
}

/**
 * `/__sandbox/KEY/…`: `GET ledger`, `GET seen`, `GET cpu`, `GET requests?endpoint=…`, `GET body/JOBID`, `GET faults`, `PUT faults`.
 * Null for any other path. Guarded by the token in the key; no fault acts on it, and no ledger records it.
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
  const ownPath = `${CONTROL_PATH}${context.apiKey}/`
  if (!request.path.startsWith(ownPath)) return createAnswer(text(404, 'The path has to hold the API key.'))
  const words = request.path.slice(ownPath.length).split('/')
  const call = `${request.method} ${words[0] ?? ''}`
  if (call === 'PUT faults') return request.text().then((faultList) => setFaults(context, faultList))
  return createAnswer(read(context, call, words[1] ?? '', request.query))
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
  if (call === 'GET cpu') {
    const { user, system } = process.cpuUsage()
    return json(200, { cpuMs: (user + system) / 1000 })
  }
  if (call === 'GET requests') {
    const name = new URLSearchParams(query).get('endpoint')
    const endpoint = SELECTORS.find((selector) => selector === name)
    return json(200, ledger.requests(endpoint === 'any' ? undefined : endpoint))
  }
  if (call === 'GET faults') return text(200, faults.list().map(formatFault).join(','))
  if (call === 'GET body') {
    const body = jobs.finalBody(argument, context.now())
    return body === null ? text(404, 'No such job.') : jsonText(200, body)
  }
  return text(404, 'There is: ledger, seen, cpu, requests, body/JOBID, faults.')
}

function setFaults({ faults }: Context, faultList: string): ControlAnswer {
  const parsed = parseFaults(faultList)
  if (!parsed.ok) return createAnswer(text(400, parsed.error))
  return { answer: text(200, 'In force.'), awayMs: faults.set(parsed.data) }
}

function createAnswer(answer: Answer): ControlAnswer {
  return { answer, awayMs: null }
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body }
}
