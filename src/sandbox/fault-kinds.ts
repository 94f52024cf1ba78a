/** What a request is for; uploads have four steps. */
export type Endpoint =
  | 'run'
  | 'status'
  | 'file'
  | 'metadata'
  | 'upload-start'
  | 'upload-part'
  | 'upload-put'
  | 'upload-complete'

/** `upload` stands for all four steps, `any` for every endpoint. */
export type Selector = Endpoint | 'upload' | 'any'

export const SELECTORS: readonly Selector[] = [
  'run',
  'status',
  'file',
  'metadata',
  'upload-start',
  'upload-part',
  'upload-put',
  'upload-complete',
  'upload',
  'any',
]

/**
 * Where a fault acts. `listen`: on the listening socket · `connection`: when one opens · `answer`: in place of the answer ·
 * `delay`, `date`, `rate`: on the sending of the answer · `name`: in a status answer · `job`: on the whole life of the next
 * accepted job.
 */
export type Phase = 'listen' | 'connection' | 'answer' | 'delay' | 'date' | 'rate' | 'name' | 'job'

interface FaultKindInfo {
  readonly phase: Phase
  readonly on: Selector
  /** What the first value after a colon means; without it that value is the count. */
  readonly argument?: 'duration' | 'bytes' | 'number'
}

const createAnswerFault = (on: Selector): FaultKindInfo => ({ phase: 'answer', on })
const JOB_FAULT: FaultKindInfo = { phase: 'job', on: 'run' }

export const FAULT_KINDS = {
  down: { phase: 'listen', on: 'any', argument: 'duration' },
  refuse: { phase: 'connection', on: 'any' },
  'reset-before-accept': createAnswerFault('run'),
  'reset-after-accept': createAnswerFault('run'),
  cut: createAnswerFault('any'),
  html: createAnswerFault('any'),
  'html-404': createAnswerFault('any'),
  'html-502': createAnswerFault('any'),
  text: createAnswerFault('any'),
  empty: createAnswerFault('any'),
  redirect: createAnswerFault('any'),
  'error-200': createAnswerFault('any'),
  '400': createAnswerFault('any'),
  '401': createAnswerFault('any'),
  '403': createAnswerFault('any'),
  '404': createAnswerFault('any'),
  '407': createAnswerFault('any'),
  '410': createAnswerFault('any'),
  '429': createAnswerFault('any'),
  '429-bare': createAnswerFault('any'),
  '429-retry-after': createAnswerFault('any'),
  '500': createAnswerFault('any'),
  '502': createAnswerFault('any'),
  '503': createAnswerFault('any'),
  '503-bare': createAnswerFault('any'),
  '503-retry-after': createAnswerFault('any'),
  'time-too-skewed': createAnswerFault('upload-put'),
  slow: { phase: 'delay', on: 'any', argument: 'duration' },
  skew: { phase: 'date', on: 'any', argument: 'duration' },
  limit: { phase: 'rate', on: 'any', argument: 'number' },
  'limit-bare': { phase: 'rate', on: 'any', argument: 'number' },
  reticulating: { phase: 'name', on: 'status' },
  failed: JOB_FAULT,
  lost: JOB_FAULT,
  'no-results': JOB_FAULT,
  'duplicate-keys': JOB_FAULT,
  'big-integers': JOB_FAULT,
  deep: { phase: 'job', on: 'run', argument: 'number' },
  big: { phase: 'job', on: 'run', argument: 'bytes' },
  'big-line': { phase: 'job', on: 'run', argument: 'bytes' },
} as const satisfies Record<string, FaultKindInfo>

export type FaultKind = keyof typeof FAULT_KINDS

/** One seeded fault. Without `count` and `probability` it always fires. */
export interface Fault {
  readonly kind: FaultKind
  /** Default: the kind's own endpoint (README). */
  readonly on?: Selector
  /** Only on the first request of a connection, or only on later ones. */
  readonly connection?: 'fresh' | 'reused'
  /** The request is carried out first (the job starts), then the faulty answer is given. */
  readonly accepted?: boolean
  /** Milliseconds, bytes or requests a second, by kind. */
  readonly argument?: number
  /** Fires this many times, then never again. */
  readonly count?: number
  /** 0..1 */
  readonly probability?: number
}

export function faultKindInfo(kind: FaultKind): FaultKindInfo {
  return FAULT_KINDS[kind]
}
