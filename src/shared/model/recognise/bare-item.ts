/** What may stand between, around or in place of an item, or in an encoding of it. */
const UNUSUAL = /[^\w/.:?&=#%+~@$!-]/
const BEGINS_OTHERWISE = /^(?:$|[^A-Za-z0-9]|urn:|gs:|s3:)/i

/**
 * Is the line one item as it stands, with nothing to be taken off, and no line of a listing? Most lines are, and a short look
 * tells.
 */
export const isBareItem = (line: string): boolean =>
  !UNUSUAL.test(line) &&
  !BEGINS_OTHERWISE.test(line) &&
  // The dot of a sentence is none of the link.
  !line.endsWith('.') &&
  !line.includes('&amp;')
