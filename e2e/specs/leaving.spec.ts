import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

/** The person presses the close button of the window, and *Keep running* where they are asked. What they are told. */
async function closeWindow(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ BrowserWindow, dialog }) => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    Object.assign(dialog, {
      showMessageBox: async (_window: unknown, { message, detail }: { message: string; detail: string }) => {
        told.push(`${message} ${detail}`)
        return { response: 1, checkboxChecked: false }
      },
    })
    BrowserWindow.getAllWindows()[0]?.close()
  })
  return () => app.evaluate(() => String((globalThis as unknown as { told: string[] }).told))
}

test('a window that is closed by a slip ends a run, or says nothing of what goes on', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 60 })
  const started = await launch()
  await connect(started, server)
  const run = runScreenOf(started.page)
  await run.paste(handles(6))
  await run.run()
  await expect(run.count('Running', 6)).toBeVisible()

  const told = await closeWindow(started.app)
  await expect.poll(told).toContain('Quit while jobs run? 6 jobs run on at Filestack')
  await expect(run.count('Running', 6)).toBeVisible()
  // Quitting as such is never held up.
  await started.quit()
})
