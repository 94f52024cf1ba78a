// Messages of the preload: asynchronous ones come through a binding, synchronous ones through a V8 pause.
import type { CdpSession } from './cdp.ts'
import { answerInvoke, answerSync, deliverMessage } from './ipc-main.ts'
import { WORLD } from './page-scripts.ts'
import { report } from './report.ts'
import type { WiredPage } from './page-state.ts'

export const BINDING = '__hostSend'

type PreloadMessage =
  | { readonly type: 'preload-error'; readonly message: string }
  | { readonly type: 'send'; readonly channel: string; readonly payload: string }
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly payload: string }

export function wireIpc(contents: WiredPage, session: CdpSession): void {
  const { page } = contents
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string }
    if (context.name === WORLD && frameId === page.targetId) page.worldContextId = context.id
  })
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (page.worldContextId === executionContextId) page.worldContextId = undefined
  })
  session.on('Runtime.executionContextsCleared', () => {
    page.worldContextId = undefined
  })
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== BINDING || executionContextId !== page.worldContextId) return
    answerMessage(contents, session, executionContextId, JSON.parse(payload) as PreloadMessage).catch(report)
  })
  session.on('Debugger.paused', ({ callFrames: [frame] }) => {
    const answered =
      frame?.functionName === '__hostSync'
        ? answerPausedCall(contents, session, frame.callFrameId)
        : Promise.resolve()
    answered
      .catch(report)
      .then(() => session.send('Debugger.resume'))
      .catch(report)
  })
}

async function answerMessage(
  contents: WiredPage,
  session: CdpSession,
  world: number,
  message: PreloadMessage,
): Promise<void> {
  switch (message.type) {
    case 'preload-error': {
      console.error('Unable to load preload script:', message.message)
      contents.emit('preload-error', {}, contents.page.preload, new Error(message.message))
      return
    }
    case 'send': {
      deliverMessage(message.channel, contents.ipcEvent(), message.payload)
      return
    }
    case 'invoke': {
      const { ok, payload } = await answerInvoke(message.channel, contents.ipcEvent(), message.payload)
      const expression = `__hostReply(${message.id}, ${ok}, ${JSON.stringify(payload)})`
      await session.send('Runtime.evaluate', { contextId: world, expression })
    }
  }
}

/** Reads the question from the paused function, answers it there, and leaves resuming to the caller. */
async function answerPausedCall(
  contents: WiredPage,
  session: CdpSession,
  callFrameId: string,
): Promise<void> {
  const evaluate = async (expression: string, returnByValue: boolean) =>
    (await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, returnByValue })).result
  const kind: unknown = (await evaluate('kind', true)).value
  let answer: string
  if (kind === 'files') {
    answer = JSON.stringify(await readFilePaths(session, (await evaluate('value', false)).objectId ?? ''))
  } else {
    const question = JSON.parse(String((await evaluate('value', true)).value)) as Record<string, string>
    if (kind === 'ipc') {
      answer = await answerSync(question['channel'] ?? '', contents.ipcEvent(), question['payload'] ?? '[]')
    } else {
      answer = contents.decideWindowOpen({ ...question, url: question['url'] ?? '' })
    }
  }
  await evaluate(`result = ${JSON.stringify(answer)}`, true)
}

/** The paths behind an array of Files; empty for those made by script. */
async function readFilePaths(session: CdpSession, objectId: string): Promise<string[]> {
  const { result } = await session.send('Runtime.getProperties', { objectId, ownProperties: true })
  const files = result.filter(({ name }) => /^\d+$/.test(name))
  return Promise.all(
    files.map(async ({ value }) => {
      if (value?.objectId === undefined) return ''
      return (await session.send('DOM.getFileInfo', { objectId: value.objectId })).path
    }),
  )
}
