import { Worker } from 'node:worker_threads'
import type { ListThreads } from '#main/files/lists/lists.ts'
import { TEXT_LIST_LIMITS } from '#main/files/lists/text/text-list-task.ts'
import { TextLists } from '#main/files/lists/text/text-lists.ts'
import { WORKBOOK_LIMITS } from '#main/files/lists/workbook/workbook-task.ts'
import type { SpawnBodyFileWorker } from '#main/filestack/results/body-file-reader.ts'
import type { SandboxSetting } from '#main/sandbox/builtin-sandbox.ts'

/** Without it V8 lets a hundred MB of garbage gather while a long run is written. */
const WRITER_LIMITS = { maxYoungGenerationSizeMb: 24 } as const

/** Makes the threads of the command line. */
export interface Threads {
  readonly writer: () => Worker
  readonly reader: () => Worker
  readonly bodyFile: SpawnBodyFileWorker
  readonly sandbox: (setting: SandboxSetting) => Worker
  readonly lists: ListThreads
}

/** `entry`: the URL of the module that was started. The threads lie beside it in a build, in `src/main` in the source. */
export function createThreads(entry: string): Threads {
  const isSource = entry.endsWith('.ts')
  const at = (name: string): URL => new URL(isSource ? `../main/${name}.ts` : `./${name}.js`, entry)
  return {
    writer: () => new Worker(at('storage/journal/writer.worker'), { resourceLimits: WRITER_LIMITS }),
    reader: () => new Worker(at('storage/journal/reader.worker')),
    bodyFile: () => new Worker(at('filestack/results/body-file.worker')),
    sandbox: (workerData) => new Worker(at('sandbox/sandbox.worker'), { workerData }),
    lists: {
      texts: new TextLists(
        () => new Worker(at('files/lists/text/text-list.worker'), { resourceLimits: TEXT_LIST_LIMITS }),
      ),
      workbook: (workerData) =>
        new Worker(at('files/lists/workbook/workbook.worker'), {
          workerData,
          resourceLimits: WORKBOOK_LIMITS,
        }),
    },
  }
}
