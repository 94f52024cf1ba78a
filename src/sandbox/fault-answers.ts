import { json, refusal, type Answer } from './answer.ts'
import type { FaultKind } from './fault-kinds.ts'
import { rateHeaders } from './rate-limit.ts'

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome to the guest network</h1></body></html>'
const GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>'
const TOO_SKEWED =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>'

type CreateAnswer = (target: string, now: number) => Answer

const RETRY_AFTER = { 'Retry-After': '1' }

const ANSWERS: Partial<Record<FaultKind, CreateAnswer>> = {
  html: () => ({ status: 200, type: 'text/html; charset=utf-8', body: LOGIN_PAGE }),
  'html-404': () => ({ status: 404, type: 'text/html; charset=utf-8', body: LOGIN_PAGE }),
  'html-502': () => ({ status: 502, type: 'text/html', body: GATEWAY_PAGE }),
  text: () => plain(200, 'Something went wrong'),
  empty: () => ({ status: 200, type: 'application/json', body: '' }),
  redirect: (target) => ({ ...plain(302, ''), headers: { Location: addAgainParameter(target) } }),
  'error-200': () => json(200, { error: 'Workflow could not be processed' }),
  '400': () => json(400, { error: 'Unsupported conversion' }),
  '401': (_, now) => refusal(401, 'Invalid Policy', 'CLR', now, {}),
  '403': (_, now) => refusal(403, 'Invalid App policy', 'PRC', now, {}),
  '404': () => json(404, { error: 'File not found' }),
  '407': () => ({ ...plain(407, 'Sign in first'), headers: { 'Proxy-Authenticate': 'Basic realm="proxy"' } }),
  '410': () => json(410, { error: 'Gone' }),
  '429': (_, now) => ({ ...tooMany(), headers: createClosedWindowHeaders(now) }),
  '429-bare': tooMany,
  '429-retry-after': () => ({ ...tooMany(), headers: RETRY_AFTER }),
  '500': () => json(500, { error: 'Internal server error' }),
  '502': () => plain(502, 'Bad gateway'),
  '503': (_, now) => ({ ...unavailable(), headers: createClosedWindowHeaders(now) }),
  '503-bare': unavailable,
  '503-retry-after': () => ({ ...unavailable(), headers: RETRY_AFTER }),
  'time-too-skewed': () => ({ status: 403, type: 'application/xml', body: TOO_SKEWED }),
}

/** The answer that a fault gives instead of the real one; null for the kinds that act on the socket. */
export function faultAnswer(kind: FaultKind, target: string, now: number): Answer | null {
  return ANSWERS[kind]?.(target, now) ?? null
}

export function tooMany(): Answer {
  return json(429, { error: 'Too many requests' })
}

function unavailable(): Answer {
  return plain(503, 'Service unavailable')
}

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain', body }
}

function createClosedWindowHeaders(now: number): Record<string, string> {
  return rateHeaders(10, 0, Math.floor(now / 1000) + 1)
}

/** The same address with `again=1`: the ledger shows a client that follows the redirect. */
function addAgainParameter(target: string): string {
  return `${target}${target.includes('?') ? '&' : '?'}again=1`
}
