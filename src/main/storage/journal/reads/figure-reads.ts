import type { BilledStarts, RunFigures } from '#shared/model/run.ts'
import type { SelectRows } from './select-rows.ts'

/** So many of the longest jobs of a run are named. */
const MAX_SLOWEST_JOBS = 5

/** The labels of a row; none where they are no JSON, which would fail the whole query. */
const LABELS = `CASE WHEN json_valid(labels) THEN labels ELSE '{}' END`

/** The reads that add up: figures of a run, billed starts of a connection. */
export function createFigureReads(all: SelectRows) {
  const number = (sql: string, ...values: readonly string[]): number =>
    all<{ n: number | null }>(sql, ...values)[0]?.n ?? 0
  return {
    labelNames(runId: string): readonly string[] {
      const sql = `SELECT name FROM (
          SELECT key AS name, position, json_each.id AS place
            FROM jobs CROSS JOIN json_each(${LABELS}) WHERE run_id = ? AND label_text IS NOT NULL
          UNION ALL SELECT key, position, json_each.id FROM known_rows CROSS JOIN json_each(${LABELS}) WHERE run_id = ?
        ) GROUP BY name ORDER BY min(position), min(place)`
      return all<{ name: string }>(sql, runId, runId).map(({ name }) => name)
    },

    figures(runId: string): RunFigures {
      const timed = 'FROM jobs WHERE run_id = ? AND duration_ms IS NOT NULL'
      const known = number(`SELECT count(*) AS n ${timed}`, runId)
      const median = `SELECT duration_ms AS ms ${timed} ORDER BY duration_ms LIMIT 1 OFFSET ?`
      const slowest = `SELECT id AS jobId, duration_ms AS durationMs ${timed} ORDER BY duration_ms DESC, id DESC LIMIT ?`
      return {
        polls: number('SELECT sum(polls) AS n FROM jobs INDEXED BY jobs_by_run_took WHERE run_id = ?', runId),
        medianMs: all<{ ms: number }>(median, runId, Math.floor(known / 2))[0]?.ms ?? null,
        slowest: all(slowest, runId, MAX_SLOWEST_JOBS),
        slowNow: number(
          `SELECT count(*) AS n FROM jobs WHERE run_id = ? AND state = 'started' AND slow = 1`,
          runId,
        ),
      }
    },

    billedStarts(connectionId: string, at: number): BilledStarts {
      const sql = `SELECT coalesce(sum(accepted), 0) AS accepted, coalesce(sum(maybe), 0) AS maybe FROM starts
        WHERE connection_id = ? AND day LIKE strftime(?, ? / 1000, 'unixepoch', 'localtime')`
      const within = (pattern: string): BilledStarts['today'] =>
        all<BilledStarts['today']>(sql, connectionId, pattern, at)[0] ?? { accepted: 0, maybe: 0 }
      return { today: within('%Y-%m-%d'), month: within('%Y-%m-__') }
    },
  }
}
