import type { Job } from '#shared/model/job.ts'
import type { Run } from '#shared/model/run.ts'
import type { CommandAnswer, CommandRecord } from '#main/storage/journal/journal-command.ts'
import type { SelectRows } from './select-rows.ts'

interface ModelReads {
  job(id: string): Job | null
  run(id: string): Run | null
}

/** The reads of commands that were executed. */
export function createCommandReads(all: SelectRows, reads: ModelReads) {
  return {
    command(id: string): CommandAnswer | null {
      const row = all<{ answer: string }>('SELECT answer FROM commands WHERE id = ?', id)[0]
      if (row === undefined) return null
      const record = JSON.parse(row.answer) as CommandRecord
      if ('refusal' in record) return { kind: 'refused', refusal: record.refusal }
      const runs = record.runs.map((runId) => reads.run(runId)).filter((run) => run !== null)
      const job = record.job === null ? null : reads.job(record.job)
      return { kind: 'done', runs, job, jobCount: record.jobCount ?? null, isRepeated: true }
    },
  }
}
