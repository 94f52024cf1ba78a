import { faultKindInfo, type Endpoint, type Fault, type Phase } from './fault-kinds.ts'
import type { JobTraits } from './job.ts'
import { seededRandom, type Random } from './random.ts'

/** What the faults in force do to one request. */
export interface Draw {
  readonly answer: Fault | null
  readonly delayMs: number
  readonly skewMs: number
  /** A status answer that is not final calls itself something nobody documented. */
  readonly unknownName: boolean
}

export interface RateRule {
  readonly perSecond: number
  /** False: the limit is kept, but no header tells of it. */
  readonly headers: boolean
}

interface Armed {
  readonly fault: Fault
  readonly random: Random
  left: number
}

/** The faults in force. Of each phase the first one that fits and fires acts; phases act together. */
export class Faults {
  readonly #seed: number
  #armed: readonly Armed[] = []

  constructor(seed: number) {
    this.#seed = seed
  }

  /** Puts these in force instead of all others. Returns how long the listener is to be away now, ms; null when it stays. */
  set(faults: readonly Fault[]): number | null {
    this.#armed = faults.map((fault, index) => ({
      fault,
      random: seededRandom(this.#seed, 'fault', index, fault.kind),
      left: fault.kind === 'down' ? 0 : (fault.count ?? Infinity),
    }))
    const down = faults.find(({ kind }) => kind === 'down')
    return down === undefined ? null : Math.max(0, down.argument ?? 0)
  }

  /** The faults that may still fire, with the counts they have left. */
  list(): readonly Fault[] {
    return this.#armed
      .filter(({ left }) => left > 0)
      .map(({ fault, left }) => (left === Infinity ? fault : { ...fault, count: left }))
  }

  draw(endpoint: Endpoint, reused: boolean): Draw {
    return {
      answer: this.#fire('answer', endpoint, reused),
      delayMs: Math.max(0, this.#fire('delay', endpoint, reused)?.argument ?? 0),
      skewMs: this.#fire('date', endpoint, reused)?.argument ?? 0,
      unknownName: this.#fire('name', endpoint, reused) !== null,
    }
  }

  /** The rate limit in force for a request: drawn first, since what it refuses meets no other fault. */
  drawRate(endpoint: Endpoint, reused: boolean): RateRule | null {
    const rate = this.#fire('rate', endpoint, reused)
    return rate === null ? null : { perSecond: rate.argument ?? 1, headers: rate.kind === 'limit' }
  }

  /** True when a connection that just opened is to be dropped unread. */
  drawConnection(): boolean {
    return this.#fire('connection', null, false) !== null
  }

  /** What the job being accepted carries for its whole life; several traits may meet in one job. */
  drawJob(reused: boolean): JobTraits {
    let traits: JobTraits = {}
    for (const armed of this.#armed) {
      if (!this.#fires(armed, 'job', 'run', reused)) continue
      const { kind, argument = 0 } = armed.fault
      if (kind === 'failed') traits = { ...traits, failed: true }
      if (kind === 'lost') traits = { ...traits, lost: true }
      if (kind === 'no-results') traits = { ...traits, noResults: true }
      if (kind === 'duplicate-keys') traits = { ...traits, duplicateKeys: true }
      if (kind === 'big-integers') traits = { ...traits, bigIntegers: true }
      if (kind === 'deep') traits = { ...traits, deep: argument }
      if (kind === 'big') traits = { ...traits, big: { bytes: argument, lines: true } }
      if (kind === 'big-line') traits = { ...traits, big: { bytes: argument, lines: false } }
    }
    return traits
  }

  #fire(phase: Phase, endpoint: Endpoint | null, reused: boolean): Fault | null {
    return this.#armed.find((armed) => this.#fires(armed, phase, endpoint, reused))?.fault ?? null
  }

  #fires(armed: Armed, phase: Phase, endpoint: Endpoint | null, reused: boolean): boolean {
    const { fault } = armed
    const info = faultKindInfo(fault.kind)
    if (info.phase !== phase || armed.left <= 0) return false
    if (endpoint !== null && !selects(fault.on ?? info.on, endpoint)) return false
    if (fault.connection !== undefined && (fault.connection === 'reused') !== reused) return false
    if (fault.probability !== undefined && armed.random() >= fault.probability) return false
    armed.left--
    return true
  }
}

function selects(selector: string, endpoint: Endpoint): boolean {
  return (
    selector === 'any' || selector === endpoint || (selector === 'upload' && endpoint.startsWith('upload-'))
  )
}
