/** Over so many sources the question is worth a line. */
const MIN_OFFERED_JOBS = 50
/** Over so many on a production connection it is asked by default. */
const MIN_DEFAULT_JOBS = 500

interface PlannedRun {
  readonly jobs: number
  readonly production: boolean
}

/** Is it worth asking whether a run shows its first results early? `first` is how many those would be. */
export const isFirstResultsOffered = (jobs: number, first: number): boolean =>
  jobs > Math.max(first, MIN_OFFERED_JOBS)

/** What holds until the person says otherwise. */
export const isFirstResultsDefault = ({ jobs, production }: PlannedRun): boolean =>
  production && jobs > MIN_DEFAULT_JOBS
