/** A refusal leaves this share of the rate. */
const DECREASE_FACTOR = 0.9
/** A good answer adds so many requests a second, and no more than this share of the rate. */
const INCREASE_PER_SECOND = 0.01
const MAX_INCREASE_SHARE = 0.005
/** Well above the rate that was refused last, the limit is not known: the rate grows by this share a second. */
const WELL_ABOVE_FACTOR = 1.05
const SEARCH_SHARE = 0.1
/** Well below it, too little was under way when the rate was measured: it grows by this share a second. */
const WELL_BELOW_FACTOR = 0.85
const RECOVERY_SHARE = 0.05
/** Where fewer of the answers are refusals, they are no limit: single requests were refused. */
const MIN_LIMIT_SHARE = 0.1
/** So many closings in a row have to say so while no rate is known: one by itself may be chance. */
const MIN_RECURRENCES = 3
/** From this share of the rate that was refused last on, a single refusal lowers the rate. */
const EDGE_SHARE = 0.92
/** So many single refusals in a row below the rate: it is no limit. */
const MAX_SINGLE_REFUSALS = 3
/** So many closings without a good answer between them are a limit, however many answers were good before. */
const MIN_EMPTY_CLOSINGS = 2
/** So many further refusals, and more of them than good answers, of what was under way when the window closed are a limit. */
const MIN_CLUSTER_REFUSALS = 2
/** Fewer good answers than this say little about a rate: it is halved at most. */
const MIN_GOOD_ANSWERS = 10
/** A rate faster than this does not have to be limited, requests a second. */
const MAX_PER_SECOND = 2000
const MIN_PER_SECOND = 0.1

/**
 * The rate a service takes when it refuses without saying how much it would take. A single refusal sets no rate; refusals
 * that recur set it to what was taken. From there on it grows with good answers, and is followed down when the service
 * takes less.
 */
export class AdaptiveRate {
  #perSecond: number | null = null
  /** The rate that was refused last. */
  #refusedPerSecond = Infinity
  /** Since the last closing that was judged: good answers, refusals, closings without a good answer before them. */
  #since: number | null = null
  #good = 0
  #refused = 0
  #emptyClosings = 0
  /** The last closings, while no rate is known: good answers before each, and its refusals. */
  #recent: readonly { readonly good: number; readonly refused: number }[] = []
  /** Single refusals in a row below the rate. */
  #singles = 0
  /** Of what was under way when the window closed last. */
  #goodWhileClosed = 0
  #refusedWhileClosed = 0
  /** When that was; null once there was a good answer since. */
  #judgedAt: number | null = null

  /** Requests a second; null as long as no limit is known. */
  get perSecond(): number | null {
    return this.#perSecond
  }

  /** A good answer at `now`, ms. `isClosed`: it left before the refusal that closed the window. */
  answered(now: number, isClosed: boolean): void {
    if (isClosed) this.#goodWhileClosed += 1
    if (this.#judgedAt !== null && !isClosed) this.#begin(this.#judgedAt)
    this.#since ??= now
    this.#good += 1
    if (this.#perSecond === null) return
    this.#perSecond += this.#increase(this.#perSecond)
    if (this.#perSecond > MAX_PER_SECOND) this.forget()
  }

  /** A refusal that said nothing of the rate, at `now`, ms. `isClosed`: one before it closed the window. */
  refused(now: number, isClosed: boolean): void {
    if (isClosed) this.#refusedWhileClosed += 1
    this.#since ??= now
    this.#refused += 1
  }

  /** A pause for refusals is over at `now`, ms: sets the rate by them. True when they mean a limit. */
  judge(now: number): boolean {
    const [good, refused] = [this.#goodWhileClosed, this.#refusedWhileClosed]
    this.#goodWhileClosed = 0
    this.#refusedWhileClosed = 0
    if (this.#judgedAt !== null) {
      // No good answer since the last closing: that tells no rate, but it shows that there is a limit.
      this.#emptyClosings += 1
      if (this.#emptyClosings < MIN_EMPTY_CLOSINGS || this.#perSecond !== null || this.#good === 0)
        return false
    }
    const isCluster = refused >= MIN_CLUSTER_REFUSALS && refused > good
    const isLimit = isCluster || this.#isLimit()
    if (isLimit) this.#lower(now, isCluster)
    else this.#noteSingle()
    this.#judgedAt ??= now
    return isLimit
  }

  /** The service names its window in headers, so the rate need not be learned any more. */
  forget(): void {
    this.#perSecond = null
    this.#refusedPerSecond = Infinity
    this.#singles = 0
    this.#recent = []
  }

  /** What one good answer adds to the rate, requests a second. */
  #increase(rate: number): number {
    const isFar = rate > this.#refusedPerSecond * WELL_ABOVE_FACTOR
    if (!isFar && rate > this.#refusedPerSecond * WELL_BELOW_FACTOR)
      return Math.min(INCREASE_PER_SECOND, MAX_INCREASE_SHARE * rate)
    return (isFar ? SEARCH_SHARE : RECOVERY_SHARE) * Math.min(1, rate)
  }

  #isLimit(): boolean {
    if (this.#emptyClosings >= MIN_EMPTY_CLOSINGS) return true
    if (this.#perSecond !== null && this.#isAtEdge(this.#perSecond)) return true
    this.#recent = [...this.#recent, { good: this.#good, refused: this.#refused }].slice(-MIN_RECURRENCES)
    const recent = this.#perSecond === null ? this.#recent : this.#recent.slice(-1)
    const good = recent.reduce((sum, closing) => sum + closing.good, 0)
    const refused = recent.reduce((sum, closing) => sum + closing.refused, 0)
    return (this.#perSecond !== null || recent.length === MIN_RECURRENCES) && isDense(good, refused)
  }

  /** At the rate that was refused before, a single refusal is enough. */
  #isAtEdge(perSecond: number): boolean {
    return perSecond >= this.#refusedPerSecond * EDGE_SHARE
  }

  /** Single requests are refused below the rate, too: then it was none. */
  #noteSingle(): void {
    if (this.#perSecond === null) return
    this.#singles += 1
    if (this.#singles >= MAX_SINGLE_REFUSALS) this.forget()
  }

  #lower(now: number, isCluster: boolean): void {
    this.#singles = 0
    const taken = (this.#good * 1000) / Math.max(1000, now - (this.#since ?? now))
    const rate = this.#perSecond
    if (rate === null) {
      this.#refusedPerSecond = taken
      this.#perSecond = Math.max(MIN_PER_SECOND, taken * DECREASE_FACTOR)
      return
    }
    this.#refusedPerSecond = rate
    // Many refusals mean that the service takes less than before: what it took is the rate. A few mean its very edge.
    const isFar = isCluster || isDense(this.#good, this.#refused)
    const least = this.#good < MIN_GOOD_ANSWERS ? rate / 2 : MIN_PER_SECOND
    const next = (isFar ? Math.min(rate, taken) : rate) * DECREASE_FACTOR
    this.#perSecond = Math.max(MIN_PER_SECOND, least, next)
  }

  #begin(at: number): void {
    this.#since = at
    this.#judgedAt = null
    this.#good = 0
    this.#refused = 0
    this.#emptyClosings = 0
  }
}

const isDense = (good: number, refused: number): boolean => refused >= MIN_LIMIT_SHARE * (good + refused)
