import { ipcMain } from 'electron'
import { appError } from '#shared/errors/catalogue.ts'
import { FILES_CHANNEL, REQUEST_CHANNEL } from '#shared/ipc/contract.ts'
import { packAnswer } from '#shared/ipc/packed.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { isAllowedFrame } from './gate.ts'

interface RouterOptions {
  /** Origin of the window. */
  readonly origin: string
  readonly dispatch: (name: unknown, input: unknown) => Promise<Result<unknown>>
  /** Takes the files that the preload hands over. */
  readonly addFiles: (paths: unknown) => Result<unknown>
  readonly onRefused: (origin: string) => void
}

/** Opens the channels of the bridge: first who asks (`gate.ts`), then what (`dispatch.ts`). */
export function openRouter({ origin, dispatch, addFiles, onRefused }: RouterOptions): void {
  const open = (
    channel: string,
    answer: (...args: readonly unknown[]) => Result<unknown> | Promise<Result<unknown>>,
  ): void =>
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      if (isAllowedFrame(event.senderFrame, origin)) return answer(...args)
      onRefused(event.senderFrame?.origin ?? 'a closed frame')
      return fail(appError('ipc.refused'))
    })
  open(REQUEST_CHANNEL, async (name, input) => packAnswer(name, await dispatch(name, input)))
  open(FILES_CHANNEL, addFiles)
}
