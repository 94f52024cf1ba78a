import { ipcMain } from 'electron'
import { appError } from '#shared/errors/catalogue.ts'
import { REQUEST_CHANNEL } from '#shared/ipc/contract.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { isAllowedFrame } from './gate.ts'

interface RouterOptions {
  /** Origin of the window. */
  readonly origin: string
  readonly dispatch: (name: unknown, input: unknown) => Promise<Result<unknown>>
  readonly onRefused: (origin: string) => void
}

/** Opens the request channel. `gate.ts` checks who makes a request, `dispatch.ts` checks and answers it. */
export function openRouter({ origin, dispatch, onRefused }: RouterOptions): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => {
    if (isAllowedFrame(event.senderFrame, origin)) return dispatch(name, input)
    onRefused(event.senderFrame?.origin ?? 'a closed frame')
    return fail(appError('ipc.refused'))
  })
}
