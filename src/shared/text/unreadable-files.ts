/** Why a file cannot be read; completes "The file cannot be read: …". */
export const unreadableWords: Readonly<Record<string, string>> = {
  EACCES: 'this account has no right to it',
  EPERM: 'this account has no right to it',
  EBUSY: 'another program holds it',
  EIO: 'the disk reports an error',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long',
}

export const unreadableReason = (code: string): string => `the system says ${code}`

/** What was found instead of a file; completes "This is no file: …". */
export const noFileWords = {
  folder: 'a folder',
  pipe: 'a pipe',
  socket: 'a socket',
  device: 'a device',
} as const

/** What an answer lacks; completes "An answer to the upload could not be read: …". */
export const missingNames = (names: readonly string[]): string => `it lacks ${names.join(', ')}`

/** What an answer to an upload must not choose; completes "an answer named …". */
export const uploadTargetWords = {
  host: (host: string): string => `a host that is not the service’s (${host})`,
  address: (host: string): string => `an address that is not public or not https (${host})`,
  header: (name: string): string => `a header that an upload does not need (${name})`,
  unreadable: 'not readable',
} as const
