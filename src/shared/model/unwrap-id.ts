const OPENING = /^[\s"'`“”‘’„«([{<]+/
const CLOSING = /[\s"'`“”‘’„»)\]}>,;]+$/

/** An id without what people paste around it: quotes, brackets, blanks, the comma of a list. */
export const unwrapId = (pasted: string): string => pasted.replace(OPENING, '').replace(CLOSING, '')

/** Ids are long and have a digit; words that people search for mostly do not. */
const LONG_ID = /^(?=.*\d)[\w-]{12,128}$/

/** The id in a text that is an id with quotes, brackets or a comma around it; null for any other text. */
export function readWrappedId(text: string): string | null {
  const id = unwrapId(text)
  return id !== text && LONG_ID.test(id) ? id : null
}
