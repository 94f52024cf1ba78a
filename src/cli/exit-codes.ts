/** What the process ends with. */
export const EXIT = {
  /** Everything asked for is finished. */
  ok: 0,
  /** Some jobs did not finish, or something could not be done. */
  failed: 1,
  usage: 2,
  interrupted: 3,
  /** Another process holds the data folder. */
  locked: 4,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
