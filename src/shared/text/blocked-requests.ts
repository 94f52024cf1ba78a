/** Why the gate kept a request back; completes "A request to … was not sent: …". */
export const blockedWords = {
  address: 'this is no address that this connection may use for it',
  privateAddress: 'its name leads to this computer or its network',
  method: 'it does not fit its purpose',
  path: 'its path does something else than it should',
  header: 'an answer asked for a header that is not allowed',
  body: 'its content does something else than it should',
} as const

export type BlockedCode = keyof typeof blockedWords

/** Of the code of a failure. */
export const readBlockedReason = (code: string): BlockedCode =>
  Object.hasOwn(blockedWords, code) ? (code as BlockedCode) : 'privateAddress'
