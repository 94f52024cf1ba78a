/** How GNOME and KDE begin what they put on the clipboard for copied files. */
const COPIED_FILES = /^x-special\/(?:nautilus-clipboard|gnome-copied-files|mate-copied-files)$/
const VERB = /^(?:copy|cut)$/
const FILE_URL = /^file:\/\//i

/** Lines that a desktop wrote around the files it copied: they are about the list and not in it. */
export function isAboutList(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  // A comment of `text/uri-list`.
  if (line.startsWith('#') && FILE_URL.test(lines[index + 1] ?? '')) return true
  if (index > 1) return false
  if (index === 0 && COPIED_FILES.test(line.trim())) return true
  return VERB.test(line.trim()) && FILE_URL.test(lines[index + 1] ?? '')
}
