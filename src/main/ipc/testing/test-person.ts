/** The person of a test: what they answer in the dialogs of the system, and their clipboard. */
export function createTestPerson() {
  const clipboard: string[] = []
  const confirmed: string[] = []
  const saving = { path: null as string | null, suggested: '', folder: null as string | null }
  return {
    /** What was copied, the newest last. */
    clipboard,
    /** Pasted paths that they were asked about. */
    confirmed,
    /** The path that they save under, and the folder for several files (null: they cancel); the name that was suggested to them last. */
    saving,
    copy: async (text: string): Promise<void> => void clipboard.push(text),
    askWhere: async (name: string): Promise<string | null> => {
      saving.suggested = name
      return saving.path
    },
    askForFolder: async (): Promise<string | null> => saving.folder,
    /** They say no to the first path, yes to the others. */
    confirmFile: async (path: string): Promise<boolean> => {
      confirmed.push(path)
      return confirmed.length > 1
    },
  }
}
