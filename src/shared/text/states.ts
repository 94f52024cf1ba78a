/** The word on screen for each state of a job (docs/design.md). */
export const stateWords = {
  queued: 'Waiting',
  uploading: 'Uploading',
  ready: 'Ready',
  sending: 'Sending',
  started: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  rejected: 'Refused',
  unknown: 'May have started',
  stopped: 'Stopped, not sent',
  expired: 'Result gone',
} as const

export type StateName = keyof typeof stateWords

/** "Uploading 42 %", or the plain word where there is no percentage (0..100). */
export function stateSentence(state: StateName, percent?: number): string {
  const word = stateWords[state]
  return percent === undefined ? word : `${word} ${Math.round(percent)} %`
}
