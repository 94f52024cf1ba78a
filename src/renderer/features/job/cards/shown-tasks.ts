import type { ResultTask } from '#renderer/stores/job/index.ts'
import { readResults, type TaskResult } from '#shared/model/results/index.ts'

/** A task as its card needs it: its kind, its names, and its value as written. */
export type ShownTask = TaskResult & Pick<ResultTask, 'path' | 'columnPath' | 'table' | 'more'>
export type TaskOfKind<K extends TaskResult['kind']> = Extract<ShownTask, { readonly kind: K }>

/** Recognises the kind of each task. The pointer is that of the worker, which tells repeated keys apart. */
export function toShownTasks(tasks: readonly ResultTask[]): readonly ShownTask[] {
  return tasks.flatMap(({ key, value, pointer, path, columnPath, table, more }) =>
    readResults({ [key]: value }).map((task) => ({ ...task, pointer, path, columnPath, table, more })),
  )
}

/** The output files among the tasks. */
export const findOutputFiles = (tasks: readonly ShownTask[]): readonly TaskOfKind<'file'>[] =>
  tasks.filter((task) => task.kind === 'file')
