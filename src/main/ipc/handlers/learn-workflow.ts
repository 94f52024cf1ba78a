import { readTasks } from '#main/filestack/results/read-body.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import { Lru } from '#main/lib/lru.ts'
import { Sequencer } from '#main/lib/sequencer.ts'
import { Turns } from '#main/lib/turns.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import { MAX_HELD_RESULT_BYTES } from '#shared/model/bounds.ts'
import { toTaskShape } from '#shared/model/facts/index.ts'
import {
  findQuantile,
  findShapeChange,
  type LearnedTask,
  type LearnedWorkflow,
} from '#shared/model/learned-workflow.ts'
import type { TaskResult } from '#shared/model/results/index.ts'

/** The newest jobs that count for lengths and successes. */
const MAX_JOBS_COUNTED = 1000
/** The newest results that are read for their tasks; each of them once. */
const MAX_RESULTS_READ = 200
const MAX_RESULTS_REMEMBERED = 5000

type Task = Pick<TaskResult, 'key' | 'kind'>

/** Makes the function that says what the history knows of a workflow. One question at a time, so that main answers others meanwhile. */
export function createWorkflowLearner(reader: Pick<JournalReader, 'endedOfWorkflow' | 'body'>) {
  const questions = new Sequencer()
  const known = new Lru<string, readonly Task[]>(MAX_RESULTS_REMEMBERED)
  const readJob = async (jobId: string): Promise<readonly Task[]> => {
    const tasks = known.get(jobId) ?? (await readJobTasks(reader, jobId))
    known.set(jobId, tasks)
    return tasks
  }
  return (connectionId: string, workflowId: string): Promise<LearnedWorkflow> =>
    questions.run(async () => {
      const ended = await reader.endedOfWorkflow(connectionId, workflowId, MAX_JOBS_COUNTED)
      const finished = ended.filter(({ state }) => state === 'finished')
      const lengths = finished.flatMap(({ durationMs }) => durationMs ?? []).toSorted((a, b) => a - b)
      // A large result is a file: reading hundreds of them would take minutes.
      const small = finished.filter(({ bodyBytes }) => (bodyBytes ?? Infinity) <= MAX_HELD_RESULT_BYTES)
      const turns = new Turns()
      const read: { endedAt: number; tasks: readonly Task[] }[] = []
      for (const { id, endedAt } of small.slice(0, MAX_RESULTS_READ)) {
        if (turns.isOver()) await turns.next()
        read.push({ endedAt: endedAt ?? 0, tasks: await readJob(id) })
      }
      const shapes = read.map(({ endedAt, tasks }) => ({
        endedAt,
        tasks: new Set(tasks.map(({ key }) => toTaskShape(key))),
      }))
      return {
        ended: ended.length,
        finished: finished.length,
        medianMs: findQuantile(lengths, 0.5),
        p95Ms: findQuantile(lengths, 0.95),
        resultsRead: read.length,
        tasks: countTasks(read.flatMap(({ tasks }) => tasks)),
        change: findShapeChange(shapes.toReversed()),
      }
    })
}

async function readJobTasks(reader: Pick<JournalReader, 'body'>, jobId: string): Promise<readonly Task[]> {
  const body = await reader.body(jobId)
  if (body?.kind !== 'inline' || !isIntactBody(body.info, body.bytes)) return []
  return readTasks(body.bytes).map(({ key, kind }) => ({ key, kind }))
}

/** The most frequent first. Of a kind that changes from job to job, the newest. */
function countTasks(tasks: readonly Task[]): readonly LearnedTask[] {
  const counted = new Map<string, LearnedTask>()
  for (const { key, kind } of tasks) {
    const before = counted.get(key)
    counted.set(key, { key, kind: before?.kind ?? kind, jobs: (before?.jobs ?? 0) + 1 })
  }
  return [...counted.values()].toSorted((a, b) => b.jobs - a.jobs)
}
