/** The question is asked for more sources than this. */
const MIN_OFFERED_JOBS = 50
/** On a production connection, the answer is yes by default for more sources than this. */
const MIN_DEFAULT_JOBS = 500

interface PlannedRun {
  readonly jobs: number
  readonly production: boolean
}

/** Does the screen ask whether a run shows its first results early? `first` is how many those would be. */
export const isFirstResultsOffered = (jobs: number, first: number): boolean =>
  jobs > Math.max(first, MIN_OFFERED_JOBS)

/** The answer until the person gives one. */
export const isFirstResultsDefault = ({ jobs, production }: PlannedRun): boolean =>
  production && jobs > MIN_DEFAULT_JOBS
