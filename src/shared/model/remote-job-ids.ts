/** Where the service, its webhooks and its addresses name a job. */
const NAMED_ID = /(?:"?\bjob_?id"?\s*[:=]\s*"?)([\w-]{8,128})/gi
const SEPARATORS = /[\s,;"'`“”‘’()[\]{}<>]+/
/** An id has a digit; a word of a sentence has none. */
const PLAIN_ID = /^(?=.*\d)[\w-]{8,128}$/

/** The remote job ids in a pasted text: a list of ids, or webhooks and answers of the service; each once, in its order. */
export function readRemoteJobIds(text: string): readonly string[] {
  const named = Array.from(text.matchAll(NAMED_ID), ([, id = '']) => id)
  const found = named.length > 0 ? named : text.split(SEPARATORS).filter((word) => PLAIN_ID.test(word))
  return [...new Set(found)]
}
