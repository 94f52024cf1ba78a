import type { DatabaseSync } from 'node:sqlite'

/** A text with a letter that is none of ASCII: the others are folded as they were before. */
const NOT_ASCII = `GLOB '*[^' || char(1) || '-' || char(127) || ']*'`

/** The search compares composed letters, so that names from a Mac are found; rows of a list are found by their job. */
export function up(db: DatabaseSync): void {
  db.function('flowbench_fold', { deterministic: true }, fold)
  db.exec(`
    UPDATE jobs SET text = flowbench_fold(text) WHERE text ${NOT_ASCII};
    UPDATE jobs SET error_text = flowbench_fold(error_text) WHERE error_text ${NOT_ASCII};
    UPDATE jobs SET label_text = flowbench_fold(label_text) WHERE label_text ${NOT_ASCII};
    DELETE FROM job_labels WHERE value ${NOT_ASCII} OR name ${NOT_ASCII};
    INSERT OR IGNORE INTO job_labels SELECT value ->> 1, value ->> 0, jobs.id FROM jobs CROSS JOIN json_each(label_text)
      WHERE label_text ${NOT_ASCII} AND json_valid(label_text);

    CREATE INDEX known_rows_by_job ON known_rows (job_id);
  `)
}

/** Folds as this version does. */
const fold = (text: unknown): string | null =>
  typeof text === 'string' ? text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ') : null
