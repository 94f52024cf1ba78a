/** How GNOME and KDE begin what they put on the clipboard for copied files. */
const COPIED_FILES = /^x-special\/(?:nautilus-clipboard|gnome-copied-files|mate-copied-files)$/
const VERB = /^(?:copy|cut)$/
/** A comment of `text/uri-list`, and of any list that a person wrote. `#N/A` of a sheet is none. */
const COMMENT = /^#(?:\s|$)/

/** Lines that a desktop wrote around the files it copied, and comments: they are about the list and not in it. */
export function isAboutList(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (COMMENT.test(line)) return true
  if (index > 1) return false
  if (index === 0 && COPIED_FILES.test(line.trim())) return true
  return VERB.test(line.trim()) && /^file:\/\//i.test(lines[index + 1] ?? '')
}
