/** Room for an ending that a dialog or a file system adds: a name may be 255 bytes long. */
const MAX_NAME_BYTES = 200

/** Control characters, and what a path or a shell would read: also what Windows refuses. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\\/:*?"<>|\u2028\u2029]/gu
/** Marks that turn the direction of what follows (`gpj.exe` reads `exe.jpg`), and marks without width. */
const INVISIBLE = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu
/** Devices of Windows: such a name is opened as the device, whatever stands after its first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))/iu
/** Endings of files that point elsewhere: opened, they start what they name. */
const LINK =
  /\.(?:appref-ms|desktop|fileloc|inetloc|library-ms|lnk|mht|pif|rdp|scf|search-ms|searchconnector-ms|settingcontent-ms|theme|url|webloc|website)$/iu

/** A name that a file can be offered for saving under, made of what somebody else calls it. `fallback` when nothing is left. */
export function toOfferedName(name: string, fallback: string): string {
  const plain = shortenFront(name.replace(INVISIBLE, '').replace(FORBIDDEN, '_'))
    .replace(/^[. ]+/, '')
    // Windows takes dots and spaces at the end away, and with them what hides the real ending.
    .replace(/[. ]+$/, '')
    .replace(DEVICE, '_$&')
    .replace(LINK, '$&.bin')
  return plain === '' ? fallback : plain
}

/** The end of a name, with its ending, in at most so many bytes; no character is cut in two. */
function shortenFront(name: string): string {
  const characters = Array.from(name)
  let bytes = Buffer.byteLength(name)
  let from = 0
  for (; bytes > MAX_NAME_BYTES; from += 1) bytes -= Buffer.byteLength(characters[from] ?? '')
  return from === 0 ? name : characters.slice(from).join('')
}
