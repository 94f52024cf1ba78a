/** How the files of product sheets end. Any other ending may be that of a sentence. */
const ENDINGS =
  'jpe?g|jfif|png|gif|webp|avif|hei[cf]|bmp|tiff?|svg|ico|psd|ai|eps|pdf|docx?|pptx?|xlsx?|csv|txt|rtf|mp4|m4v|mov|avi|mkv|webm|mpe?g|mp3|m4a|wav|ogg|flac|aac|zip|html?'
/** Two links that stand one behind the other without anything between them. */
const GLUED = new RegExp(String.raw`\.(?:${ENDINGS})https?://`, 'i')
const LINK = new RegExp(String.raw`^https?://[^\s/?#]+/[^?#\t]*\.(?:${ENDINGS})(?:[?#]\S*)?$`, 'i')
/** A blank behind what may be the end of another item. */
const SEVERAL = new RegExp(String.raw`(?:[,;|]|\.(?:${ENDINGS})) |://.*://`, 'i')

/** Does the address of another file begin right behind the ending of this one? */
export const areGluedLinks = (link: string): boolean =>
  link.lastIndexOf('://') > 'https'.length && GLUED.test(link)

/**
 * A link to a file whose path holds blanks, as a browser would ask for it; null for any other text. Behind a file's ending
 * a blank may separate two items: that is not guessed at.
 */
export function toLinkWithoutBlanks(text: string): string | null {
  if (!text.includes(' ') || !LINK.test(text) || SEVERAL.test(text)) return null
  return text.replaceAll(' ', '%20')
}
