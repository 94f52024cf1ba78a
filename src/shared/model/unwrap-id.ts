const OPENING = /^[\s"'`“”‘’„«([{<]+/
const CLOSING = /[\s"'`“”‘’„»)\]}>,;]+$/

/** An id without what people paste around it: quotes, brackets, blanks, the comma of a list. */
export const unwrapId = (pasted: string): string => pasted.replace(OPENING, '').replace(CLOSING, '')
