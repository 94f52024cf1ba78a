/** Where a request goes; uploads have four steps. */
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
 * When a fault acts. `listen`: on the listening socket · `connection`: as it opens · `answer`: instead of the answer ·
 * `delay`, `date`, `rate`: beside it · `name`: in a status answer · `job`: for the whole life of the next accepted job.
 */
export type Phase = 'listen' | 'connection' | 'answer' | 'delay' | 'date' | 'rate' | 'name' | 'job'

interface KindInfo {
  readonly phase: Phase
  readonly on: Selector
  /** What the first value after a colon means; without it that value is the count. */
  readonly argument?: 'duration' | 'bytes' | 'number'
}

const answerOn = (on: Selector): KindInfo => ({ phase: 'answer', on })
const ofJob: KindInfo = { phase: 'job', on: 'run' }

export const FAULT_KINDS = {
  down: { phase: 'listen', on: 'any', argument: 'duration' },
  refuse: { phase: 'connection', on: 'any' },
  'reset-before-accept': answerOn('run'),
  'reset-after-accept': answerOn('run'),
  cut: answerOn('any'),
  html: answerOn('any'),
  'html-502': answerOn('any'),
  text: answerOn('any'),
  empty: answerOn('any'),
  redirect: answerOn('any'),
  'error-200': answerOn('any'),
  '400': answerOn('any'),
  '401': answerOn('any'),
  '403': answerOn('any'),
  '404': answerOn('any'),
  '407': answerOn('any'),
  '410': answerOn('any'),
  '429': answerOn('any'),
  '429-bare': answerOn('any'),
  '429-retry-after': answerOn('any'),
  '500': answerOn('any'),
  '502': answerOn('any'),
  '503': answerOn('any'),
  '503-bare': answerOn('any'),
  '503-retry-after': answerOn('any'),
  'time-too-skewed': answerOn('upload-put'),
  slow: { phase: 'delay', on: 'any', argument: 'duration' },
  skew: { phase: 'date', on: 'any', argument: 'duration' },
  limit: { phase: 'rate', on: 'any', argument: 'number' },
  'limit-bare': { phase: 'rate', on: 'any', argument: 'number' },
  reticulating: { phase: 'name', on: 'status' },
  failed: ofJob,
  lost: ofJob,
  'no-results': ofJob,
  'duplicate-keys': ofJob,
  'big-integers': ofJob,
  deep: { phase: 'job', on: 'run', argument: 'number' },
  big: { phase: 'job', on: 'run', argument: 'bytes' },
  'big-line': { phase: 'job', on: 'run', argument: 'bytes' },
} as const satisfies Record<string, KindInfo>

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

export function faultKindInfo(kind: FaultKind): KindInfo {
  return FAULT_KINDS[kind]
}
