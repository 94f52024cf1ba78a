import { json, refusal, type Answer } from './answer.ts'
import type { FaultKind } from './fault-kinds.ts'
import { rateHeaders } from './rate-limit.ts'

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome to the guest network</h1></body></html>'
const GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>'
const TOO_SKEWED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>'

/** The answer a fault gives instead of the real one; null for the kinds that act on the socket. */
export function faultAnswer(kind: FaultKind, target: string, now: number): Answer | null {
  const reset = Math.floor(now / 1000) + 1
  switch (kind) {
    case 'html':
      return { status: 200, type: 'text/html; charset=utf-8', body: LOGIN_PAGE }
    case 'html-502':
      return { status: 502, type: 'text/html', body: GATEWAY_PAGE }
    case 'text':
      return { status: 200, type: 'text/plain', body: 'Something went wrong' }
    case 'empty':
      return { status: 200, type: 'application/json', body: '' }
    case 'redirect':
      return { status: 302, type: 'text/plain', body: '', headers: { Location: again(target) } }
    case 'error-200':
      return json(200, { error: 'Workflow could not be processed' })
    case '400':
      return json(400, { error: 'Unsupported conversion' })
    case '401':
      return refusal(401, 'Invalid Policy', 'CLR', now, {})
    case '403':
      return refusal(403, 'Invalid App policy', 'PRC', now, {})
    case '404':
      return json(404, { error: 'File not found' })
    case '410':
      return json(410, { error: 'Gone' })
    case '429':
      return { ...tooMany(), headers: rateHeaders(10, 0, reset) }
    case '429-bare':
      return tooMany()
    case '429-retry-after':
      return { ...tooMany(), headers: { 'Retry-After': '1' } }
    case '500':
      return json(500, { error: 'Internal server error' })
    case '502':
      return { status: 502, type: 'text/plain', body: 'Bad gateway' }
    case '503':
      return { ...unavailable(), headers: rateHeaders(10, 0, reset) }
    case '503-bare':
      return unavailable()
    case '503-retry-after':
      return { ...unavailable(), headers: { 'Retry-After': '1' } }
    case 'time-too-skewed':
      return { status: 403, type: 'application/xml', body: TOO_SKEWED }
    default:
      return null
  }
}

export function tooMany(): Answer {
  return json(429, { error: 'Too many requests' })
}

function unavailable(): Answer {
  return { status: 503, type: 'text/plain', body: 'Service unavailable' }
}

/** The same request once more: a client that follows is seen in the ledger. */
function again(target: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}again=1`
}
