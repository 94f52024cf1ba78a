import type { ExportCommand } from './export-arguments.ts'
import type { ListCommand } from './list-arguments.ts'

/** Options of every command. */
export interface CommonOptions {
  /** Null: the app's own folder. */
  readonly dataDir: string | null
  readonly json: boolean
  /** The built-in Sandbox in place of a connection, for the commands that send. */
  readonly sandbox: boolean
}

export interface RunLimits {
  readonly concurrency: number | null
  /** Requests a second. */
  readonly rate: number | null
}

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | ({
      readonly name: 'run'
      readonly workflow: string
      /** `-` for standard input. */
      readonly from: string | null
      /** The list's column of sources, by its name; null: the column that looks like sources. */
      readonly column: string | null
      /** The sheet of a workbook; null: the one that looks like a list. */
      readonly sheet: string | null
      readonly sources: readonly string[]
      /** Files under this folder may be named by the list; null: none. */
      readonly localFiles: string | null
      /** The alias of a bucket whose listing the list is; null: the list names whole sources. */
      readonly alias: string | null
    } & RunLimits)
  | ({ readonly name: 'resume'; readonly runs: readonly string[] } & RunLimits)
  | ({ readonly name: 'rerun'; readonly run: string; readonly again: boolean } & RunLimits)
  | { readonly name: 'attach'; readonly remoteJobId: string; readonly job: string | null }
  /** Jobs by their own ids or the service's, or all that match a query. */
  | { readonly name: 'look-again'; readonly jobs: readonly string[]; readonly query: string | null }
  | { readonly name: 'status' }
  | { readonly name: 'runs'; readonly limit: number | null }
  | ListCommand
  | ExportCommand
  | { readonly name: 'show'; readonly job: string; readonly raw: boolean }
  | { readonly name: 'backup'; readonly file: string; readonly replace: boolean }
  | { readonly name: 'restore'; readonly file: string }
  /** The flags are the Sandbox's own; it reads them by itself. */
  | { readonly name: 'sandbox'; readonly flags: readonly string[] }
