import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SAMPLE_WORKFLOWS } from '#sandbox/index.ts'
import { foldText } from '#shared/format/fold.ts'
import { SANDBOX_ID } from '#shared/model/connection.ts'
import { exportPresetSchema, type ExportPreset } from '#shared/model/export/index.ts'
import type { Names } from '#shared/model/query/index.ts'
import { savedViewSchema, type SavedView } from '#shared/model/saved-view.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords as words } from '#shared/text/cli.ts'

const workflowsFile = z.object({
  workflows: z.array(z.object({ connectionId: z.string(), id: z.string(), name: z.string() })),
})
const connectionsFile = z.object({ connections: z.array(z.object({ id: z.string(), name: z.string() })) })
const viewsFile = z.object({ views: z.array(z.unknown()) })
const presetsFile = z.object({ presets: z.array(z.unknown()) })
const secretParametersFile = z.object({
  connections: z.array(z.object({ secretParameters: z.array(z.string()).default([]) })),
})

export interface SavedNames extends Names {
  readonly workflows: readonly { readonly connectionId: string; readonly id: string; readonly name: string }[]
}

/** What the person named in the app, as far as its files tell; what they do not tell goes by its id. */
export function readSavedNames(folder: string, environmentId: string | null): SavedNames {
  const samples = SAMPLE_WORKFLOWS.map(({ id, name }) => ({ connectionId: SANDBOX_ID, id, name }))
  const saved = read(join(folder, 'workflows.json'), workflowsFile)?.workflows ?? []
  const connections = read(join(folder, 'connections.json'), connectionsFile)?.connections ?? []
  const environment = environmentId === null ? [] : [{ id: environmentId, name: words.connection.name }]
  return {
    workflows: [...samples, ...saved].filter(
      (one, index, all) => all.findIndex(({ id, name }) => id === one.id && name === one.name) === index,
    ),
    connections: [{ id: SANDBOX_ID, name: 'Sandbox' }, ...connections, ...environment],
  }
}

/** The parameters that were said to be secret in the app: the history of its folder is the same one. */
export const readSavedSecretParameters = (folder: string): readonly string[] =>
  (read(join(folder, 'connections.json'), secretParametersFile)?.connections ?? []).flatMap(
    ({ secretParameters }) => secretParameters,
  )

/** The views of the app, in their order. Of a file with some that cannot be read, the others. */
export function readSavedViews(folder: string): readonly SavedView[] {
  const found = read(join(folder, 'views.json'), viewsFile)?.views ?? []
  return found.flatMap((one) => {
    const view = savedViewSchema.safeParse(one)
    return view.success ? [view.data] : []
  })
}

/** The ways to export that were named in the app. Of a file with some that cannot be read, the others. */
export function readSavedPresets(folder: string): readonly ExportPreset[] {
  const found = read(join(folder, 'exports.json'), presetsFile)?.presets ?? []
  return found.flatMap((one) => {
    const preset = exportPresetSchema.safeParse(one)
    return preset.success ? [preset.data] : []
  })
}

/** The workflow's id by its name, as people type it; what is no name is an id. */
export function workflowId(
  asked: string,
  sandbox: boolean,
  { workflows }: SavedNames,
): Result<string, string> {
  const folded = foldText(asked.trim())
  const named = workflows.filter(
    ({ name, connectionId }) => foldText(name) === folded && (connectionId === SANDBOX_ID) === sandbox,
  )
  const ids = [...new Set(named.map(({ id }) => id))]
  if (ids.length > 1) return fail(words.workflowAmbiguous(asked))
  return ok(ids[0] ?? unwrapId(asked))
}

function read<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
