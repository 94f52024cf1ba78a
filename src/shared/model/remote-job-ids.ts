/** Where the service, its webhooks and its addresses name a job. */
const NAMED_ID = /(?:"?\bjob_?id"?\s*[:=]\s*"?|"job"\s*:\s*")([\w-]{8,128})/gi
const SEPARATORS = /[\s,;"'`“”‘’()[\]{}<>]+/
/** An id has a digit; a word of a sentence has none. */
const PLAIN_ID = /^(?=.*\d)[\w-]{8,128}$/

/** What webhooks and status answers have, and hardly any list of sources. */
const ABOUT_JOBS = [
  /"action"\s*:\s*"f[sp]\.workflow"/,
  /"workflow"\s*:\s*"[^]*"status"\s*:\s*"|"status"\s*:\s*"[^]*"workflow"\s*:\s*"/,
]
/** A larger text is a list. */
const MAX_WEBHOOK_CHARACTERS = 5_000_000

/** The remote job ids in a pasted text: a list of ids, or webhooks and answers of the service; each once, in its order. */
export function readRemoteJobIds(text: string): readonly string[] {
  const named = Array.from(text.matchAll(NAMED_ID), ([, id = '']) => id)
  const found = named.length > 0 ? named : text.split(SEPARATORS).filter((word) => PLAIN_ID.test(word))
  return [...new Set(found)]
}

/** The jobs that pasted webhooks or answers of the service are about; null when the text is something else. */
export function readWebhookJobIds(text: string): readonly string[] | null {
  if (
    text.length > MAX_WEBHOOK_CHARACTERS ||
    !/^\s*[[{]/.test(text) ||
    !ABOUT_JOBS.some((sign) => sign.test(text))
  )
    return null
  const ids = [...new Set(Array.from(text.matchAll(NAMED_ID), ([, id = '']) => id))]
  return ids.length === 0 ? null : ids
}
