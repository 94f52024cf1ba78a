import type { DatabaseSync } from 'node:sqlite'

/** The jobs of a run as they ended; the state is in it, so that a list of some states looks at no other row. */
export function up(db: DatabaseSync): void {
  db.exec('CREATE INDEX jobs_by_run_ended ON jobs (run_id, ended_at, id, state) WHERE ended_at IS NOT NULL')
}
