/** A command of a person, as it is handed to a process that is killed inside it. */
export type KillCommand =
  /** `first`: the number of the first source; no source occurs twice in the whole trial. */
  | { readonly kind: 'create'; readonly jobs: number; readonly first: number }
  | { readonly kind: RunCommandKind; readonly runId: string }
  | { readonly kind: JobCommandKind; readonly jobId: string }
  | { readonly kind: 'attach'; readonly jobId: string; readonly remoteJobId: string }
  | { readonly kind: 'attachNew'; readonly remoteJobId: string }
  | { readonly kind: 'attachAll'; readonly runId: string; readonly remoteJobIds: readonly string[] }

export type RunCommandKind =
  | 'pause'
  | 'resume'
  | 'stop'
  | 'sendStopped'
  | 'name'
  | 'rerun'
  | 'acknowledgeAll'
  | 'lookAgainAll'
export type JobCommandKind =
  | 'acknowledge'
  | 'rerunJob'
  | 'lookAgain'
  | 'unwatch'
  | 'watch'
  | 'stopJob'
  | 'requeueJob'

/** A command under its id. */
export interface AskedCommand {
  readonly id: string
  readonly command: KillCommand
}

/** What one process does. */
export interface ProcessPlan {
  readonly folder: string
  /** The command inside which the process before was killed: it is asked for twice again. */
  readonly earlier: AskedCommand | null
  /** Null: everything that is open comes to its end, and the process ends by itself. */
  readonly next: (AskedCommand & KillMoment) | null
}

/** When the process kills itself, counted from the moment at which the command is asked for. */
export interface KillMoment {
  /** The number of commits before the kill. */
  readonly afterCommits: number
  /** Whether the next commit is still made, without an answer to its caller. */
  readonly isCommitted: boolean
}

/** A line that the process writes. The answers are what stays the same: the ids that they are about. */
export type ProcessLine =
  | { readonly event: 'started' }
  | { readonly event: 'again'; readonly answers: readonly [Answer, Answer] }
  | { readonly event: 'answered'; readonly answer: Answer }

/** Null: refused, or not written now. */
export type Answer = string | null
