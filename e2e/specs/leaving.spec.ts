import type { ElectronApplication } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

/**
 * Presses the close button of the window, and answers *Keep running* when asked. The returned function gives the messages
 * that were shown.
 */
async function closeWindow(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ BrowserWindow, dialog }) => {
    const shownMessages: string[] = []
    Object.assign(globalThis, { shownMessages })
    Object.assign(dialog, {
      showMessageBox: async (_window: unknown, { message, detail }: { message: string; detail: string }) => {
        shownMessages.push(`${message} ${detail}`)
        return { response: 1, checkboxChecked: false }
      },
    })
    BrowserWindow.getAllWindows()[0]?.close()
  })
  return () =>
    app.evaluate(() => String((globalThis as unknown as { shownMessages: string[] }).shownMessages))
}

// Would catch: a run that ends because a window was closed by accident.
test('closing the window during a run asks first, and says what is going on', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ lengthFactor: 60 })
  const started = await launch()
  await connect(started, server)
  const run = createRunScreen(started.page)
  await run.paste(handles(6))
  await run.run()
  await expect(run.count('Running', 6)).toBeVisible()

  const shownMessages = await closeWindow(started.app)
  await expect.poll(shownMessages).toContain('Quit while jobs run? 6 jobs run on at the service')
  await expect(run.count('Running', 6)).toBeVisible()
  // Quitting is never delayed.
  await started.quit()
})
