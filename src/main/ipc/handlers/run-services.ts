import type { FileRegistry } from '#main/files/file-registry.ts'
import type { Engine } from '#main/jobs/engine.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { Keyring } from '#main/storage/connections/keyring.ts'
import type { JournalFollowing } from '#main/storage/facts/follow-journal.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { WorkflowStore } from '#main/storage/settings/workflows.ts'

/** What the handlers of runs work with. */
export interface RunServices {
  readonly engine: Engine
  readonly reader: JournalReader
  readonly connections: ConnectionStore
  readonly workflows: WorkflowStore
  readonly facts: Pick<JournalFollowing, 'follow' | 'progress' | 'want'>
  readonly keyring: Keyring
  readonly files: FileRegistry
  readonly redact: (text: string) => string
  /** Asks the person for a path; null when they cancel. */
  readonly askWhere: (suggestedName: string) => Promise<string | null>
  /** Unix ms. */
  readonly now: () => number
}
