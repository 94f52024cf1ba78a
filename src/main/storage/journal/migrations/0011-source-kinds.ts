import type { DatabaseSync } from 'node:sqlite'

const isText = (field: string): string => `json_type(source, '$.${field}') = 'text'`

/** The kind of a job's source, as an expression over its row: `unreadable` where the row is damaged, as the list shows it. */
export const SOURCE_KIND = `CASE WHEN typeof(source) <> 'text' OR NOT json_valid(source) THEN 'unreadable'
  WHEN source ->> '$.kind' = 'file' AND ${isText('path')} THEN 'file'
  WHEN source ->> '$.kind' = 'handle' AND ${isText('handle')} THEN 'handle'
  WHEN source ->> '$.kind' = 'url' AND ${isText('url')} THEN 'url'
  WHEN source ->> '$.kind' = 'alias' AND ${isText('alias')} AND ${isText('path')} THEN 'alias'
  WHEN source ->> '$.kind' = 'none' AND (${isText('told')} OR json_type(source, '$.told') = 'null') THEN 'none'
  ELSE 'unreadable' END`

/** An attached job whose own id stood in place of a source that the service did not tell. */
const IS_OWN_ID = `attached = 1 AND ${SOURCE_KIND} = 'handle' AND source ->> '$.handle' = jobid`

/** Jobs by the kind of their source, which a search looks at as well. */
export function up(db: DatabaseSync): void {
  db.exec(`
    UPDATE jobs SET source = '{"kind":"none","told":null}' WHERE ${IS_OWN_ID};
    UPDATE deleted_jobs SET source = '{"kind":"none","told":null}' WHERE ${IS_OWN_ID};
    CREATE INDEX jobs_by_kind ON jobs (${SOURCE_KIND}, id);
    DROP INDEX jobs_searched;
    CREATE INDEX jobs_searched ON jobs
      (id, created_at, state, connection_id, workflow_id, duration_ms, verdict, ${SOURCE_KIND}, text, error_text, label_text);
  `)
}
