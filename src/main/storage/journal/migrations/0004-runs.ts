import type { DatabaseSync } from 'node:sqlite'

/**
 * Names of runs, how many jobs of a run have which verdict, and the rows of a run's list that were not run because their
 * result was known. The search now looks at verdicts and at all that an error says.
 */
export function up(db: DatabaseSync): void {
  db.function('flowbench_error_text', { deterministic: true }, toErrorText)
  db.exec(`
    ALTER TABLE runs ADD COLUMN name TEXT;
    CREATE INDEX runs_by_retry ON runs (retry_of, id) WHERE retry_of IS NOT NULL;

    CREATE TABLE run_verdicts (
      run_id TEXT NOT NULL,
      verdict TEXT NOT NULL,
      jobs INTEGER NOT NULL,
      PRIMARY KEY (run_id, verdict)
    ) WITHOUT ROWID;
    INSERT INTO run_verdicts SELECT run_id, verdict, count(*) FROM jobs WHERE verdict <> 'none' GROUP BY run_id, verdict;
    CREATE TRIGGER verdicts_counted AFTER INSERT ON jobs WHEN new.verdict <> 'none' BEGIN
      INSERT INTO run_verdicts VALUES (new.run_id, new.verdict, 1)
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
    END;
    CREATE TRIGGER verdicts_recounted AFTER UPDATE OF verdict ON jobs WHEN old.verdict <> new.verdict BEGIN
      UPDATE run_verdicts SET jobs = jobs - 1 WHERE run_id = old.run_id AND verdict = old.verdict;
      INSERT INTO run_verdicts SELECT new.run_id, new.verdict, 1 WHERE new.verdict <> 'none'
        ON CONFLICT DO UPDATE SET jobs = jobs + 1;
    END;
    CREATE INDEX jobs_by_verdict ON jobs (verdict, id) WHERE verdict <> 'none';
    CREATE INDEX jobs_by_retry ON jobs (retry_of, id) WHERE retry_of IS NOT NULL;

    -- job_id is the job that holds the result of the row
    CREATE TABLE known_rows (
      run_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      source TEXT NOT NULL,
      labels TEXT NOT NULL,
      job_id TEXT NOT NULL,
      PRIMARY KEY (run_id, position)
    );

    UPDATE jobs SET error_text = flowbench_error_text(error) WHERE error IS NOT NULL;
    DROP INDEX jobs_searched;
    CREATE INDEX jobs_searched ON jobs
      (id, created_at, state, connection_id, workflow_id, duration_ms, verdict, text, error_text, label_text);
  `)
}

/** The lines of an error that a search looks into, as this version writes them. */
function toErrorText(error: unknown): string | null {
  if (typeof error !== 'string') return null
  const { message, status, correlationId, detail } = readFields(error)
  return [message, status, correlationId, detail]
    .map((line) =>
      String(line ?? '')
        .toLowerCase()
        .replaceAll('\n', ' '),
    )
    .join('\n')
}

/** The fields of an error; none of a damaged one, so that it does not stop the migration of the whole journal. */
function readFields(error: string): Partial<Record<string, string | number>> {
  try {
    return (JSON.parse(error) ?? {}) as Partial<Record<string, string | number>>
  } catch {
    return {}
  }
}
