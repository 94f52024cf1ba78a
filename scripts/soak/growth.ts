/** One measurement of the process. */
export interface Sample {
  /** Ms since the beginning. */
  readonly at: number
  /** Bytes of memory the system gives the process. */
  readonly rss: number
  /** Bytes of the heap that are in use after a collection. */
  readonly heap: number
  /** Sockets, timers, workers and files that are open. */
  readonly handles: number
  /** Requests for each job that ended since the last sample; null when none did. */
  readonly requestsPerJob: number | null
}

/** How something grew, and how much it may: medians of the second and of the last fifth of the time. */
export interface Growth {
  readonly name: string
  readonly early: number
  readonly late: number
  readonly max: number
  readonly holds: boolean
}

const MB = 1_000_000

/** Compares the growth with its limits, which leave room for caches that fill and for a rate that is still being found. */
export function measureGrowth(samples: readonly Sample[]): readonly Growth[] {
  const demand = (
    name: string,
    read: (sample: Sample) => number | null,
    max: (early: number) => number,
  ): Growth => {
    const [early, late] = [median(samples, 0.2, 0.4, read), median(samples, 0.8, 1, read)]
    return { name, early, late, max: max(early), holds: late <= max(early) }
  }
  return [
    demand(
      'memory, MB',
      ({ rss }) => rss / MB,
      (early) => early * 1.15 + 30,
    ),
    demand(
      'heap in use, MB',
      ({ heap }) => heap / MB,
      (early) => early * 1.1 + 5,
    ),
    demand(
      'open handles',
      ({ handles }) => handles,
      (early) => early + 10,
    ),
    demand(
      'requests for each job',
      ({ requestsPerJob }) => requestsPerJob,
      (early) => early * 1.15 + 0.1,
    ),
  ]
}

function median(
  samples: readonly Sample[],
  from: number,
  to: number,
  read: (sample: Sample) => number | null,
): number {
  const end = samples.at(-1)?.at ?? 0
  const values = samples
    .filter(({ at }) => at >= end * from && at <= end * to)
    .map(read)
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? 0
}
