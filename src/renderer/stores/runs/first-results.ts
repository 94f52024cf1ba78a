/** Over so many sources the question is worth a line. */
const MANY = 50
/** Over so many on a production connection it is asked by default. */
const BY_DEFAULT = 500

interface Planned {
  readonly jobs: number
  readonly production: boolean
}

/** Is it worth asking whether a run shows its first results early? `first` is how many those would be. */
export const offersFirstResults = (jobs: number, first: number): boolean => jobs > Math.max(first, MANY)

/** What holds until the person says otherwise. */
export const firstResultsByDefault = ({ jobs, production }: Planned): boolean =>
  production && jobs > BY_DEFAULT
