/** Why an answer could not be read; completes "The answer could not be read: …". */
export const flawWords = {
  empty: 'it is empty',
  webPage: 'it is a web page',
  cut: 'it is cut off',
  notJson: 'it is not a JSON object',
  tooLarge: 'it is larger than Flowbench can hold',
  noStatus: 'it names no status',
  foreign: 'it does not tell of this job',
} as const

export type Flaw = keyof typeof flawWords

/** How the answer to a run was lost; completes "the answer was lost (…)". */
export const unknownStartWords = {
  connection: 'the connection broke',
  timeout: 'no answer came in time',
  cancelled: 'the request was called off after it left',
  redirected: 'the server sent the request elsewhere',
  error: 'the answer tells of an error and names no job',
  status: (status: number) => `the service answered ${status}`,
} as const

export const answerStatus = (status: number): string => `status ${status}`
