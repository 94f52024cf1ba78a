import type { HardeningRule } from './rule.ts'

const GATE = 'src/main/ipc/gate.ts'
const ROUTER_TEST = 'src/main/ipc/router.test.ts'

/** Rules about the bridge: who asks, what arrives, what goes back. */
export const BRIDGE_RULES: readonly HardeningRule[] = [
  {
    name: 'The router looks at who asks before a handler runs',
    file: 'src/main/ipc/router.ts',
    from: 'if (isAllowedFrame(event.senderFrame, origin)) return',
    to: 'if (origin) return',
    test: 'src/main/ipc/router-frames.test.ts',
  },
  {
    name: 'Only the top frame asks',
    file: GATE,
    from: ' && frame.parent === null',
    to: '',
    test: ROUTER_TEST,
  },
  {
    name: 'Only our own origin asks',
    file: GATE,
    from: ' && frame.origin === origin',
    to: '',
    test: ROUTER_TEST,
  },
  {
    name: 'Only a route of the table is answered',
    file: 'src/main/ipc/dispatch.ts',
    from: 'Object.hasOwn(ROUTES, name)',
    to: 'name in ROUTES',
    test: ROUTER_TEST,
  },
  {
    name: 'A handler gets what its schema let through',
    file: 'src/main/ipc/dispatch.ts',
    from: 'await handler(parsed.data)',
    to: 'await handler(input)',
    test: ROUTER_TEST,
  },
  {
    name: 'An input that does not fit is refused',
    file: 'src/main/ipc/dispatch.ts',
    from: "if (!parsed.success) return fail(appError('ipc.invalid', { reason: redact(firstIssue(parsed.error)) }))",
    to: '',
    test: ROUTER_TEST,
  },
  {
    name: 'Errors cross without secrets',
    file: 'src/main/ipc/dispatch.ts',
    from: 'answer.ok ? answer : fail(redactError(answer.error, redact))',
    to: 'answer',
    test: ROUTER_TEST,
  },
  {
    name: 'A bug crosses as one plain sentence',
    file: 'src/main/ipc/dispatch.ts',
    from: "return fail(appError('app.unexpected'))",
    to: "return fail({ ...appError('app.unexpected'), detail: String(cause) })",
    test: ROUTER_TEST,
  },
  {
    name: 'Dropped files are taken from our own page alone',
    file: 'src/main/ipc/router.ts',
    from: 'open(FILES_CHANNEL, addFiles)',
    to: 'ipcMain.handle(FILES_CHANNEL, (_event, paths: unknown) => addFiles(paths))',
    test: 'src/main/ipc/router-frames.test.ts',
  },
  {
    name: 'A pasted path is read after a yes of the person',
    file: 'src/main/ipc/handlers/files.ts',
    from: '(await confirmFile(path))',
    to: '(await confirmFile(path)) || true',
    test: 'src/main/ipc/handlers/files.test.ts',
  },
]
