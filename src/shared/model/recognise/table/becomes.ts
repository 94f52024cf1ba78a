import type { BadReason, Recognition, RecognitionNote } from '#shared/model/recognition.ts'
import type { Source } from '#shared/model/source.ts'

/** A paste and what each of its items must become, in order. */
export type Row = readonly [paste: string, ...becomes: readonly Recognition[]]

/** The API key of a connection that the table knows, and one it does not. */
export const KNOWN_KEY = 'At39kDB2eTYCbxuESgayWs'
export const OTHER_KEY = 'AzB71kqMnTVSk93LmQe4Rz'

export const HANDLE = 'pR4oeS63QLmYIFNs2ZvZ'
export const HANDLE_2 = 'Q3pVxN7ySdGh2kLmT8Zw'
/** Nineteen characters, as in one published sample. */
export const SHORT_HANDLE = 'Yq31nO8kbj6ijRJGvTE'
export const WORKFLOW = '67d273c3-249c-4192-b228-9c3e1d003963'
export const JOB = '5aef4e90-4c6c-4779-ac8b-289cff108792'
export const POLICY = 'eyJleHBpcnkiOjE1Nzc4OTk4MDB9'
export const PADDED_POLICY = 'eyJjYWxsIjogWyJyZWFkIl0sICJleHBpcnkiOiAxNTYyNzYzMTQ2fQ=='
export const SIGNATURE = '428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d808'
export const SECURITY = `security=p:${POLICY},s:${SIGNATURE}`
export const CDN = 'https://cdn.filestackcontent.com'

const noted = (note: RecognitionNote | undefined): { note?: RecognitionNote } =>
  note === undefined ? {} : { note }

export const url = (text: string): Source => ({ kind: 'url', url: text })

export const isHandle = (handle: string, note?: RecognitionNote, original?: string): Recognition => ({
  kind: 'source',
  source: { kind: 'handle', handle },
  ...(original === undefined ? {} : { original: url(original) }),
  ...noted(note),
})

export const isUrl = (text: string, note?: RecognitionNote, original?: string): Recognition => ({
  kind: 'source',
  source: url(text),
  ...(original === undefined ? {} : { original: url(original) }),
  ...noted(note),
})

export const isAlias = (alias: string, path: string, note?: RecognitionNote): Recognition => ({
  kind: 'source',
  source: { kind: 'alias', alias, path },
  ...noted(note),
})

export const perhaps = (handle: string): Recognition => ({
  kind: 'perhaps',
  source: { kind: 'handle', handle },
})

export const isUuid = (id: string): Recognition => ({ kind: 'uuid', id })

export const isRun = (source: Source | null, apiKey: string | null, workflowId = WORKFLOW): Recognition => ({
  kind: 'runUrl',
  workflowId,
  source,
  apiKey,
})

export const isStatus = (apiKey: string | null, remoteJobId = JOB): Recognition => ({
  kind: 'remoteJob',
  remoteJobId,
  apiKey,
})

export const isFile = (path: string): Recognition => ({ kind: 'file', path })

export const isListed = (path: string): Recognition => ({ kind: 'listed', path })

export const bad = (reason: BadReason): Recognition => ({ kind: 'bad', reason })

export const POLICY_FOUND: Recognition = { kind: 'secret', what: 'policy' }
export const SIGNATURE_FOUND: Recognition = { kind: 'secret', what: 'signature' }
export const KEY_FOUND: Recognition = { kind: 'secret', what: 'apiKey' }
export const APP_SECRET_FOUND: Recognition = { kind: 'secret', what: 'appSecret' }
