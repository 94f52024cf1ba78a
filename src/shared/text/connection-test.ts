/** Words of *Test* on a connection: what was proved, and what was not. */
export const connectionTestWords = {
  reached: (host: string) => `${host} answers.`,
  notTried: 'Not tried.',
  handleRead: (handle: string) => `The service knows ${handle} and let its data be read.`,
  handleUnknown: (handle: string) =>
    `The service does not know the handle ${handle} in this application. Check the handle.`,
  secretRefused: 'The service refused the signature. Check that the app secret belongs to this API key.',
  handleNone: 'No handle was given and none was run on yet.',
  securityRead:
    'The policy and signature were accepted for reading this handle. Running needs more, which only a run proves.',
  securityNone: 'This connection sends no policy.',
  securityNotRefused: 'The policy and signature were not refused. Give a handle to prove more.',
  keyNotSent: 'This request carries no API key; a run proves it.',
  keyNotRefused: 'The API key was not refused; a run proves it.',
} as const
