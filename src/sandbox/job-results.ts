import { createHash } from 'node:crypto'
import { Images } from './pictures/images.ts'
import type { SandboxJob } from './job.ts'
import type { Json } from './json.ts'
import { pick, seededRandom } from './random.ts'
import { FLAGGING_TASKS, TASKS } from './results/index.ts'
import type { WorkflowTask } from './workflows.ts'

/** The share of a workflow's jobs that are flagged. */
const FLAGGED_SHARE = 0.2

export interface ResultSetting {
  readonly seed: number
  /** Base of the URLs of output files, with the API key: `http://127.0.0.1:1234/KEY`. */
  readonly fileBase: () => string
}

/** Makes the results of a job and the files in them. Nothing is stored: all of it follows from seed, workflow, source and job id. */
export class JobResults {
  readonly #setting: ResultSetting
  readonly #images = new Images()

  constructor(setting: ResultSetting) {
    this.#setting = setting
  }

  /** The `results` of a finished job, keyed by task. */
  complete(job: SandboxJob): { readonly [key: string]: Json } {
    return this.#compute(job, () => undefined)
  }

  /** The results of the tasks that are done at `now` (ms), or undefined before the first. */
  partial(job: SandboxJob, now: number): { readonly [key: string]: Json } | undefined {
    const share = (now - job.createdAt) / (job.endsAt - job.createdAt)
    const done = Math.floor(share * job.definition.tasks.length)
    return done < 1 || job.traits.noResults === true ? undefined : this.#compute(job, () => undefined, done)
  }

  /** An output file by the last part of its URL, or null. */
  file(job: SandboxJob, hash: string): Buffer | null {
    let found: Buffer | null = null
    this.#compute(job, (made, file) => {
      if (made === hash) found = file
    })
    return found
  }

  /** The picture of a handle that was not uploaded here. */
  picture(handle: string): Buffer {
    return this.#images.png(`${this.#setting.seed} ${handle}`, 320, 240)
  }

  #compute(
    job: SandboxJob,
    onFile: (hash: string, file: Buffer) => void,
    tasks = Infinity,
  ): { readonly [key: string]: Json } {
    const { seed } = this.#setting
    const { definition, source } = job
    const flaggedKey = findFlaggedTask(seed, job)
    const results: Record<string, Json> = {}
    for (const { key, task } of definition.tasks.slice(0, tasks)) {
      let count = 0
      results[key] = TASKS[task]({
        random: seededRandom(seed, definition.id, source, key),
        flagged: flaggedKey === key,
        source,
        image: (width, height) => {
          const picture = this.#images.png(`${seed} ${source}`, width, height)
          const hash = createHash('sha256')
            .update(`${job.jobid} ${key} ${count++}`)
            .digest('hex')
            .slice(0, 32)
          onFile(hash, picture)
          const url = `${this.#setting.fileBase()}/wf://${job.workflow}/${job.jobid}/${hash}`
          return { url, mimetype: 'image/png', size: picture.length }
        },
      })
      // A picture that is not safe ends the workflow: later tasks leave no key.
      if (task === 'sfw' && flaggedKey === key) break
    }
    return results
  }
}

/** The key of the one task that flags this source, or null. */
function findFlaggedTask(seed: number, { definition, source }: SandboxJob): string | null {
  const [first, ...others] = definition.tasks.filter(({ task }: WorkflowTask) =>
    FLAGGING_TASKS.includes(task),
  )
  const random = seededRandom(seed, definition.id, source, 'verdict')
  return first !== undefined && random() < FLAGGED_SHARE ? pick(random, [first, ...others]).key : null
}
