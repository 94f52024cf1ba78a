import type { FilestackClient } from '#main/filestack/client.ts'
import type { MonotonicClock } from '#main/lib/monotonic-clock.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { CommandExecutor } from './commands/command-executor.ts'
import type { EnginePorts } from './engine-ports.ts'
import type { ActiveRuns } from './runs/active-runs.ts'
import type { JobTransitions } from './runs/job-transitions.ts'
import type { ConnectionSchedulers } from './scheduling/connection-schedulers.ts'

/** What the parts of the engine share. What only one part needs is a parameter of its own. */
export interface EngineContext {
  readonly client: FilestackClient
  readonly reader: JournalReader
  /** Their clock is `clock`. */
  readonly ports: EnginePorts
  readonly clock: MonotonicClock
  /** The only way to change a job. */
  readonly transitions: JobTransitions
  /** What a person asks for. */
  readonly commands: CommandExecutor
  readonly runs: ActiveRuns
  readonly schedulers: ConnectionSchedulers
  /** Aborted when the engine closes and the time for what is under way is over. */
  readonly signal: AbortSignal
  /** Whether anything may be sent: online, and not closing. */
  readonly canSend: () => boolean
  /** Registers work under way; closing waits for it and rejects with what it failed with. */
  readonly track: (work: Promise<void>) => void
}
