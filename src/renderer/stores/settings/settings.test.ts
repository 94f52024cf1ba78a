import { expect, it } from 'vitest'
import { appError } from '#shared/errors/catalogue.ts'
import type { Settings } from '#shared/model/settings.ts'
import { fail, ok } from '#shared/model/result.ts'
import { useSettings } from './index.ts'

const KEPT: Settings = {
  theme: 'system',
  panelWidth: 440,
  facetsShown: false,
  resumeWaiting: 'auto',
  knownFiles: 'ask',
  uploadFiles: 3,
  uploadParts: 6,
  keepOutputFiles: false,
  blurFlagged: true,
  retention: null,
  hasSeenFilesVanish: false,
  fileNamePattern: '{task}.{ext}',
  fileSidecars: false,
  firstResults: 10,
  jobColumns: [],
}

/** Installs a stand-in for main; `save` answers each change. */
function install(save: (patch: unknown) => unknown): void {
  const request = (route: string, input: unknown): Promise<unknown> =>
    Promise.resolve(route === 'settings.get' ? ok(KEPT) : save(input))
  Object.assign(globalThis, { window: { api: { request } } })
}

it('a setting that main could not keep goes back, and says why', async () => {
  install(() => fail(appError('journal.unwritable', { reason: 'no rights' })))
  await useSettings.getState().load()
  const saving = useSettings.getState().set({ theme: 'dark' })
  expect(useSettings.getState().settings?.theme).toBe('dark')
  await saving
  expect(useSettings.getState().settings?.theme).toBe('system')
  expect(useSettings.getState().error?.code).toBe('journal.unwritable')
})

it('changing one setting sends no other, which may have changed elsewhere', async () => {
  const sent: unknown[] = []
  install((patch) => {
    sent.push(patch)
    return ok({ ...KEPT, panelWidth: 500 })
  })
  await useSettings.getState().load()
  await useSettings.getState().set({ panelWidth: 500 })
  expect(sent).toEqual([{ panelWidth: 500 }])
  expect(useSettings.getState().settings?.panelWidth).toBe(500)
})
