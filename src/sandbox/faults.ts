import { faultKindInfo, type Endpoint, type Fault, type Phase } from './fault-kinds.ts'
import type { JobTraits } from './job.ts'
import { seededRandom, type Random } from './random.ts'

/** What the active faults do to one request. */
export interface FaultEffects {
  readonly answer: Fault | null
  readonly delayMs: number
  readonly skewMs: number
  /** A status answer that is not final calls its state by an undocumented name. */
  readonly unknownName: boolean
}

export interface RateRule {
  readonly perSecond: number
  /** False: the limit holds, but no header says so. */
  readonly hasHeaders: boolean
}

interface ArmedFault {
  readonly fault: Fault
  readonly random: Random
  remaining: number
}

/** The active faults. In each phase, the first one that fits and fires acts; the phases are independent. */
export class Faults {
  readonly #seed: number
  #armed: readonly ArmedFault[] = []

  constructor(seed: number) {
    this.#seed = seed
  }

  /** Replaces the active faults. Returns for how many ms the listener is closed now; null when it stays open. */
  set(faults: readonly Fault[]): number | null {
    this.#armed = faults.map((fault, index) => ({
      fault,
      random: seededRandom(this.#seed, 'fault', index, fault.kind),
      remaining: fault.kind === 'down' ? 0 : (fault.count ?? Infinity),
    }))
    const down = faults.find(({ kind }) => kind === 'down')
    return down === undefined ? null : Math.max(0, down.argument ?? 0)
  }

  /** The faults that may still fire, with their remaining counts. */
  list(): readonly Fault[] {
    return this.#armed
      .filter(({ remaining }) => remaining > 0)
      .map(({ fault, remaining }) => (remaining === Infinity ? fault : { ...fault, count: remaining }))
  }

  draw(endpoint: Endpoint, reused: boolean): FaultEffects {
    return {
      answer: this.#fire('answer', endpoint, reused),
      delayMs: Math.max(0, this.#fire('delay', endpoint, reused)?.argument ?? 0),
      skewMs: this.#fire('date', endpoint, reused)?.argument ?? 0,
      unknownName: this.#fire('name', endpoint, reused) !== null,
    }
  }

  /** The rate limit for a request. It is drawn first: a request that it refuses meets no other fault. */
  drawRate(endpoint: Endpoint, reused: boolean): RateRule | null {
    const rate = this.#fire('rate', endpoint, reused)
    return rate === null ? null : { perSecond: rate.argument ?? 1, hasHeaders: rate.kind === 'limit' }
  }

  /** Whether a connection that has just opened is dropped before anything is read. */
  drawConnection(): boolean {
    return this.#fire('connection', null, false) !== null
  }

  /** The traits of the job that is being accepted; a job may have several. */
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
      if (kind === 'big') traits = { ...traits, big: { bytes: argument, hasLines: true } }
      if (kind === 'big-line') traits = { ...traits, big: { bytes: argument, hasLines: false } }
    }
    return traits
  }

  #fire(phase: Phase, endpoint: Endpoint | null, reused: boolean): Fault | null {
    return this.#armed.find((armed) => this.#fires(armed, phase, endpoint, reused))?.fault ?? null
  }

  #fires(armed: ArmedFault, phase: Phase, endpoint: Endpoint | null, reused: boolean): boolean {
    const { fault } = armed
    const info = faultKindInfo(fault.kind)
    if (info.phase !== phase || armed.remaining <= 0) return false
    if (endpoint !== null && !selects(fault.on ?? info.on, endpoint)) return false
    if (fault.connection !== undefined && (fault.connection === 'reused') !== reused) return false
    if (fault.probability !== undefined && armed.random() >= fault.probability) return false
    armed.remaining--
    return true
  }
}

function selects(selector: string, endpoint: Endpoint): boolean {
  return (
    selector === 'any' || selector === endpoint || (selector === 'upload' && endpoint.startsWith('upload-'))
  )
}
