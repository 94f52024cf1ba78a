// The walls: who may import what. `scripts/walls.test.ts` and `npm run walls` hold this table against every import of the
// source, type imports, dynamic imports and the files of workers included. What is not in the table is an error; so is a
// folder without a row, a row that fits no file, a permission that nothing uses, and a circle of imports.
// Each permission is a decision. Before you add one, ask whether the code stands in the right folder.
import type { Wall, WallTable } from './lib/walls/check-walls.ts'

/** Node's modules that reach neither the disk, the network, another process nor another thread. */
const NODE_PURE = [
  'node:crypto',
  'node:events',
  'node:path',
  'node:stream',
  'node:timers/promises',
  'node:url',
  'node:util',
  'node:v8',
  'node:zlib',
]

const SHARED: readonly Wall[] = [
  // Pure TypeScript for several processes: no Node, no DOM, no Electron.
  { folder: 'src/shared/errors', may: [] },
  { folder: 'src/shared/format', may: [] },
  { folder: 'src/shared/text', may: ['src/shared/format'], types: ['src/shared/model'] },
  {
    folder: 'src/shared/model',
    may: [
      'npm:zod',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/text',
      'src/shared/fixtures/urls.published.json',
    ],
  },
  { folder: 'src/shared/ipc', may: ['npm:zod', 'src/shared/model'], types: ['src/shared/errors'] },
]

const MAIN: readonly Wall[] = [
  // The roots put everything together, and are imported by nobody.
  {
    folder: 'src/main/index.ts',
    may: [
      'node:pure',
      'npm:electron',
      'src/main/boot.ts',
      'src/main/lib',
      'src/main/redact',
      'src/main/shell',
      'src/main/storage/journal/journal.ts',
      'src/main/storage/private-folder.ts',
      'src/shared/errors',
      'src/shared/text',
    ],
  },
  {
    folder: 'src/main/boot.ts',
    may: [
      'npm:electron',
      'src/main/boot',
      'src/main/filestack/certificates.ts',
      'src/main/ipc/events.ts',
      'src/main/lib',
      'src/main/shell',
      'src/shared/errors',
    ],
  },
  // Its steps. Nobody else imports them.
  { folder: 'src/main/boot', may: ['node:pure', 'npm:electron', 'src/main', 'src/sandbox', 'src/shared'] },
  {
    folder: 'src/main/workers.ts',
    may: [
      'src/main/files/lists/text/text-list-task.ts',
      'src/main/files/lists/text/text-list.worker.ts',
      'src/main/files/lists/workbook/workbook-task.ts',
      'src/main/files/lists/workbook/workbook.worker.ts',
      'src/main/filestack/results/body-file.worker.ts',
      'src/main/ipc/kept-results/result.worker.ts',
      'src/main/sandbox',
      'src/main/storage/facts/facts.worker.ts',
      'src/main/storage/journal/reader.worker.ts',
      'src/main/storage/journal/writer.worker.ts',
    ],
    types: ['node:worker_threads', 'src/main/filestack/results', 'src/main/ipc/kept-results'],
  },
  // What knows no Electron, and runs in the app, in the command line and in tests alike.
  {
    folder: 'src/main/lib',
    may: ['node:fs', 'node:pure', 'npm:tinyqueue', 'src/shared/model/result.ts'],
    types: ['node:worker_threads', 'src/shared/errors'],
    tests: ['src/main/jobs/testing', 'src/main/storage/testing'],
  },
  { folder: 'src/main/redact', may: ['src/shared/model'] },
  {
    folder: 'src/main/filestack',
    may: [
      'node:pure',
      'node:fs',
      'node:tls',
      'node:worker_threads',
      'src/main/filestack/gate',
      'src/main/lib',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    tests: [
      'npm:selfsigned',
      'src/main/filestack/download.ts',
      'src/main/filestack/http.ts',
      'src/main/lib/testing',
      'src/main/storage/incoming-bodies.ts',
      'src/main/storage/journal',
      'src/sandbox',
    ],
  },
  // The doors to the network. Nothing else can speak with the service: what leaves has passed the gate.
  {
    folder: 'src/main/filestack/http.ts',
    may: [
      'npm:undici',
      'src/main/filestack',
      'src/main/filestack/exchange.ts',
      'src/main/filestack/gate',
      'src/shared/model',
    ],
    types: ['src/main/lib'],
  },
  {
    folder: 'src/main/filestack/exchange.ts',
    may: ['node:pure', 'npm:undici', 'src/main/filestack', 'src/shared/model'],
    types: ['src/main/lib', 'src/shared/errors'],
  },
  {
    folder: 'src/main/filestack/download.ts',
    may: ['node:pure', 'npm:undici', 'src/main/filestack/gate', 'src/shared/errors', 'src/shared/model'],
  },
  {
    folder: 'src/main/filestack/gate',
    may: ['node:dns', 'node:net', 'src/main/filestack', 'src/shared/model'],
  },
  {
    folder: 'src/main/files',
    may: [
      'node:pure',
      'node:fs',
      'node:worker_threads',
      'npm:@e965/xlsx',
      'npm:chardet',
      'npm:csv-parse',
      'npm:file-type',
      'npm:iconv-lite',
      'npm:image-size',
      'npm:mime',
      'npm:music-metadata',
      'npm:p-limit',
      'src/main/lib',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/model',
      'src/shared/text',
    ],
    tests: ['npm:csv-stringify', 'npm:exceljs', 'src/main/lib/testing', 'src/main/storage/testing'],
  },
  {
    // The engine sees the journal's interface and none of its SQL. This row is for what puts the stages together; each stage
    // has a row of its own, so that none reaches into another one unseen.
    folder: 'src/main/jobs',
    may: [
      'src/main/filestack',
      'src/main/jobs',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    tests: ['src/main/lib/testing', 'src/main/storage', 'src/main/storage/testing', 'src/sandbox'],
  },
  {
    folder: 'src/main/jobs/commands',
    may: [
      'src/main/jobs/polling/polled-job.ts',
      'src/main/jobs/polling/poller.ts',
      'src/main/jobs/runs',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    types: [
      'src/main/filestack',
      'src/main/jobs/engine-context.ts',
      'src/main/jobs/engine.ts',
      'src/main/jobs/uploads',
      'src/main/storage/journal/journal-command.ts',
    ],
    tests: ['src/main/jobs/testing', 'src/main/jobs/uploads/testing'],
  },
  {
    folder: 'src/main/jobs/runs',
    may: [
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    types: [
      'src/main/jobs/engine-ports.ts',
      'src/main/jobs/polling/gone-evidence.ts',
      'src/main/storage/journal/journal-command.ts',
    ],
    tests: ['src/main/jobs/testing'],
  },
  {
    folder: 'src/main/jobs/scheduling',
    may: ['npm:tinyqueue', 'src/main/filestack', 'src/main/lib', 'src/shared/errors'],
    types: [
      'src/main/jobs/engine-context.ts',
      'src/main/jobs/engine-ports.ts',
      'src/main/jobs/polling/polled-job.ts',
      'src/main/jobs/runs',
      'src/shared/model',
    ],
    tests: ['src/main/jobs/testing', 'src/main/lib/testing'],
  },
  {
    folder: 'src/main/jobs/sending',
    may: ['src/main/storage/journal/journal.ts', 'src/shared/errors', 'src/shared/model'],
    types: [
      'src/main/filestack',
      'src/main/jobs/engine-context.ts',
      'src/main/jobs/runs',
      'src/main/jobs/scheduling',
    ],
    tests: ['src/main/filestack', 'src/main/jobs/testing', 'src/main/lib/testing'],
  },
  {
    folder: 'src/main/jobs/polling',
    may: [
      'src/main/jobs/output-files',
      'src/main/jobs/scheduling',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    types: ['src/main/filestack', 'src/main/jobs/engine-context.ts', 'src/main/jobs/runs'],
    tests: ['src/main/jobs/testing'],
  },
  {
    folder: 'src/main/jobs/uploads',
    may: [
      'node:pure',
      'src/main/filestack',
      'src/main/jobs/runs',
      'src/main/jobs/scheduling',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: [
      'src/main/jobs/commands/resume-runs.ts',
      'src/main/jobs/engine-context.ts',
      'src/main/jobs/engine-ports.ts',
    ],
    tests: ['src/main/jobs/engine.ts', 'src/main/jobs/testing'],
  },
  {
    folder: 'src/main/jobs/output-files',
    may: [
      'npm:tinyqueue',
      'src/main/filestack',
      'src/main/jobs/scheduling',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: ['node:pure', 'src/main/jobs/engine-context.ts'],
    tests: ['src/main/jobs/testing', 'src/main/storage/output-files.ts'],
  },
  {
    folder: 'src/main/planning',
    may: [
      'node:fs',
      'src/main/filestack',
      'src/main/lib',
      'src/main/storage/connections/sealed-source.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: ['src/main/jobs/engine.ts', 'src/main/storage/connections', 'src/main/storage/journal/journal.ts'],
    tests: ['src/main/jobs/testing', 'src/main/jobs/uploads/testing', 'src/main/storage/testing'],
  },
  {
    folder: 'src/main/export',
    may: [
      'node:fs/promises',
      'npm:filenamify',
      'src/main/lib',
      'src/main/storage/journal/journal.ts',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    tests: ['src/main/redact', 'src/main/storage/journal', 'src/main/storage/testing'],
  },
  {
    folder: 'src/main/sandbox',
    may: ['node:worker_threads', 'src/sandbox', 'src/shared/errors', 'src/shared/model'],
    types: ['src/main/filestack/client.ts'],
    tests: ['src/main/filestack', 'src/main/storage/testing'],
  },
  {
    folder: 'src/main/desktop',
    may: ['src/shared/errors', 'src/shared/format', 'src/shared/model', 'src/shared/text'],
  },
  // Storage. SQLite belongs to the journal and the lease; Electron to the settings' file and the keyring.
  {
    folder: 'src/main/storage',
    may: [
      'node:pure',
      'node:fs',
      'src/main/storage/journal/storage-failure.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: ['src/main/lib', 'src/main/storage/journal/journal.ts'],
    tests: [
      'src/main/lib',
      'src/main/storage/connections',
      'src/main/storage/journal',
      'src/main/storage/lease.ts',
      'src/main/storage/private-folder.ts',
    ],
  },
  {
    folder: 'src/main/storage/private-folder.ts',
    may: ['node:fs', 'node:pure', 'src/shared/errors'],
  },
  {
    folder: 'src/main/storage/lease.ts',
    may: [
      'node:fs',
      'node:pure',
      'node:sqlite',
      'npm:zod',
      'src/main/storage/journal/storage-failure.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
  },
  {
    folder: 'src/main/storage/journal',
    may: [
      'node:pure',
      'node:fs',
      'node:sqlite',
      'node:worker_threads',
      'src/main/lib',
      'src/main/storage/bodies.ts',
      'src/main/storage/facts/facts-files.ts',
      'src/main/storage/facts/separate-words.ts',
      'src/main/storage/incoming-bodies.ts',
      'src/main/storage/lease.ts',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/model',
    ],
    tests: ['src/main/storage/facts', 'src/main/storage/ids.ts', 'src/main/storage/testing'],
  },
  {
    // What results say, in files made from the journal. The journal's reader attaches them, and knows only where they are.
    folder: 'src/main/storage/facts',
    may: [
      'node:fs',
      'node:pure',
      'node:sqlite',
      'node:worker_threads',
      'src/main/filestack/results',
      'src/main/lib',
      'src/main/storage/bodies.ts',
      'src/main/storage/journal',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/model',
    ],
    tests: ['src/main/storage/testing'],
  },
  {
    folder: 'src/main/storage/connections',
    may: [
      'node:pure',
      'npm:zod',
      'src/main/storage/settings/settings-file.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: [
      'src/main/filestack/client.ts',
      'src/main/storage/connections/keyring.ts',
      'src/main/storage/journal/journal.ts',
    ],
    tests: ['src/main/storage/connections/keyring.ts', 'src/main/storage/testing'],
  },
  {
    folder: 'src/main/storage/connections/keyring.ts',
    may: ['node:pure', 'src/main/storage/connections/sealing.ts'],
    types: ['npm:electron', 'src/shared/model/app-info.ts'],
  },
  {
    folder: 'src/main/storage/settings',
    may: ['npm:zod', 'src/main/storage/settings/settings-file.ts', 'src/shared/model'],
    types: ['src/shared/errors'],
    tests: ['src/main/storage/testing'],
  },
  {
    folder: 'src/main/storage/settings/settings-file.ts',
    may: ['node:fs', 'node:pure', 'npm:electron-store', 'src/shared/errors', 'src/shared/model'],
    types: ['npm:zod'],
  },
  // Electron without the product.
  {
    folder: 'src/main/shell',
    may: ['node:pure', 'node:fs', 'npm:electron', 'npm:electron-log', 'npm:zod', 'src/shared/text'],
    tests: ['npm:vite', 'src/main/lib/testing', 'src/main/redact'],
  },
  // The bridge. Only the router and the events touch Electron.
  {
    folder: 'src/main/ipc',
    may: [
      'node:fs',
      'node:worker_threads',
      'src/main/lib',
      'src/main/storage/journal',
      'src/shared/errors',
      'src/shared/ipc',
      'src/shared/model',
    ],
    types: ['npm:zod', 'src/main/storage/connections', 'src/main/storage/settings'],
    tests: ['src/main/ipc/events.ts', 'src/main/ipc/router.ts', 'src/main/lib/testing', 'src/main/redact'],
  },
  {
    folder: 'src/main/ipc/router.ts',
    may: ['npm:electron', 'src/main/ipc', 'src/shared/errors', 'src/shared/ipc', 'src/shared/model'],
  },
  {
    folder: 'src/main/ipc/events.ts',
    may: ['src/main/ipc', 'src/main/lib', 'src/shared/ipc'],
    types: ['npm:electron', 'src/shared/errors', 'src/shared/model'],
  },
  {
    folder: 'src/main/ipc/handlers',
    may: [
      'node:pure',
      'src/main/export',
      'src/main/files',
      'src/main/filestack',
      'src/main/ipc',
      'src/main/lib',
      'src/main/planning',
      'src/shared/errors',
      'src/shared/model',
      'src/shared/text',
    ],
    types: [
      'src/main/ipc/events.ts',
      'src/main/jobs/engine.ts',
      'src/main/storage/connections',
      'src/main/storage/facts/follow-journal.ts',
      'src/main/storage/journal/journal.ts',
      'src/main/storage/settings',
      'src/shared/ipc',
    ],
    tests: ['src/main/files/testing', 'src/main/ipc/streams', 'src/main/ipc/testing', 'src/shared/ipc'],
  },
  {
    folder: 'src/main/ipc/streams',
    may: [
      'src/main/export/offered-file-name.ts',
      'node:fs',
      'node:pure',
      'src/main/files',
      'src/main/filestack',
      'src/main/ipc/kept-results/kept-results.ts',
      'src/main/lib',
      'src/main/storage/bodies.ts',
      'src/shared/errors',
      'src/shared/model',
    ],
    types: ['src/main/storage/connections', 'src/main/storage/journal/journal.ts'],
    tests: ['src/main/ipc/testing', 'src/main/lib/testing', 'src/main/storage', 'src/main/storage/testing'],
  },
  {
    folder: 'src/main/ipc/testing',
    may: [],
    tests: ['src/main', 'src/main/jobs/testing', 'src/main/storage/testing', 'src/sandbox', 'src/shared'],
  },
]

const RENDERER: readonly Wall[] = [
  { folder: 'src/preload', may: ['npm:electron'], types: ['src/shared/ipc'] },
  {
    folder: 'src/renderer/main.tsx',
    may: ['npm:react', 'npm:react-dom', 'src/renderer/app', 'src/renderer/styles'],
  },
  {
    folder: 'src/renderer/app',
    may: [
      'npm:@base-ui/react',
      'npm:lucide-react',
      'npm:react',
      'npm:tinykeys',
      'src/renderer/features',
      'src/renderer/job-state',
      'src/renderer/lib',
      'src/renderer/stores',
      'src/renderer/ui',
      'src/shared/model',
      'src/shared/text',
    ],
  },
  {
    // A star: each folder there stands by itself. A feature never imports another one.
    folder: 'src/renderer/features/*',
    may: [
      'npm:@base-ui/react',
      'npm:lucide-react',
      'npm:react',
      'resources',
      'src/renderer/job-state',
      'src/renderer/lib',
      'src/renderer/stores',
      'src/renderer/ui',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/model',
      'src/shared/text',
    ],
    tests: ['src/renderer/stores/jobs/testing', 'src/renderer/workers'],
  },
  {
    // The only callers of the client.
    folder: 'src/renderer/stores',
    may: [
      'npm:react',
      'npm:zustand',
      'src/renderer/client',
      'src/renderer/lib',
      'src/renderer/workers',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/ipc',
      'src/shared/model',
      'src/shared/text',
    ],
  },
  { folder: 'src/renderer/client', may: ['src/shared/ipc'], types: ['src/shared/model'] },
  // What every screen shows of a job's state: its sign, and the bar of a batch.
  { folder: 'src/renderer/job-state', may: ['npm:react', 'src/renderer/ui', 'src/shared/text'] },
  // Components and helpers that know nothing of the product, and hold no state of it.
  {
    folder: 'src/renderer/ui',
    may: [
      'npm:@base-ui/react',
      'npm:lucide-react',
      'npm:react',
      'src/renderer/lib',
      'src/shared/format',
      'src/shared/text',
    ],
  },
  {
    folder: 'src/renderer/lib',
    may: ['npm:react', 'src/shared/errors'],
    types: ['src/shared/model'],
    tests: ['src/shared/model'],
  },
  { folder: 'src/renderer/workers', may: ['src/shared/model'] },
  { folder: 'src/renderer/styles', may: [] },
]

const PROGRAMS: readonly Wall[] = [
  {
    // The built-in Filestack is made from the outside: it shares no line with the client that it tests.
    folder: 'src/sandbox',
    may: ['node:pure', 'node:fs', 'node:http', 'node:os', 'node:pure', 'src/shared/model'],
    types: ['node:net'],
    tests: ['src/shared/text'],
  },
  {
    // The command line: main without Electron, by the parts that know none.
    folder: 'src/cli',
    may: [
      'node:pure',
      'node:fs',
      'node:os',
      'node:pure',
      'node:worker_threads',
      'npm:zod',
      'src/main/files',
      'src/main/filestack',
      'src/main/jobs',
      'src/main/lib',
      'src/main/planning',
      'src/main/redact',
      'src/main/sandbox',
      'src/main/storage/bodies.ts',
      'src/main/storage/connections/connections-input.ts',
      'src/main/storage/connections/sealed-source.ts',
      'src/main/storage/connections/sealing.ts',
      'src/main/storage/facts/catch-up.ts',
      'src/main/storage/ids.ts',
      'src/main/storage/incoming-bodies.ts',
      'src/main/storage/journal',
      'src/main/storage/lease.ts',
      'src/main/storage/private-folder.ts',
      'src/sandbox',
      'src/shared/errors',
      'src/shared/format',
      'src/shared/model',
      'src/shared/text',
    ],
    tests: ['npm:undici', 'src/main/lib/testing'],
  },
]

const TOOLS: readonly Wall[] = [
  // End-to-end tests see the built app from the outside.
  { folder: 'e2e/pages', may: [], types: ['npm:@playwright/test'] },
  {
    folder: 'e2e/fixtures',
    may: [
      'node:*',
      'npm:@axe-core/playwright',
      'npm:@e965/xlsx',
      'npm:@playwright/test',
      'npm:vite',
      'e2e/pages',
      'src/sandbox',
      // Requests are made over the bridge itself, where long answers are packed.
      'src/shared/ipc/packed.ts',
    ],
  },
  {
    folder: 'e2e/specs',
    may: ['node:*', 'npm:electron', 'e2e/fixtures', 'e2e/pages', 'src/sandbox'],
    types: ['npm:@playwright/test'],
  },
  { folder: 'e2e/heavy', may: ['node:*', 'npm:@playwright/test', 'e2e/fixtures', 'e2e/pages'] },
  {
    folder: 'e2e/screenshots',
    may: ['node:*', 'npm:@playwright/test', 'e2e/fixtures', 'e2e/pages', 'src/sandbox', 'src/shared/model'],
  },
  {
    folder: 'bench',
    may: [
      'node:*',
      'npm:undici',
      'e2e/fixtures/sandbox-process.ts',
      'src/main/files/lists',
      'src/main/files/testing',
      'src/main/filestack',
      'src/main/ipc/testing',
      'src/main/jobs',
      'src/main/jobs/testing',
      'src/main/lib',
      'src/main/lib/testing',
      'src/main/storage',
      'src/main/storage/testing',
      'src/sandbox',
      'src/shared/ipc',
      'src/shared/model',
    ],
  },
  {
    folder: 'scripts',
    may: ['node:*', 'scripts/fuzz', 'scripts/hardening', 'scripts/kill', 'scripts/lib', 'scripts/soak'],
    tests: ['npm:image-size'],
  },
  {
    folder: 'scripts/lib',
    may: [
      'node:*',
      'npm:@electron/fuses',
      'npm:@resvg/resvg-wasm',
      'npm:@shockpkg/icon-encoder',
      'npm:electron',
      'npm:electron-builder',
      'npm:github-slugger',
      'npm:marked',
      'npm:oxc-parser',
      'npm:zod',
      'tools/electron-host/find-chromium.ts',
    ],
  },
  // The readers themselves: a fuzz run calls them directly.
  {
    folder: 'scripts/fuzz',
    may: ['node:*', 'src/main/files', 'src/main/files/testing', 'src/main/filestack', 'src/shared/model'],
  },
  { folder: 'scripts/hardening', may: ['node:*'] },
  // The processes that are killed: the engine and the data folder as the command line puts them together.
  {
    folder: 'scripts/kill',
    may: [
      'node:*',
      'e2e/fixtures/sandbox-process.ts',
      'src/cli',
      'src/main/redact',
      'src/main/storage/journal',
      'src/shared/model',
    ],
  },
  {
    folder: 'scripts/soak',
    may: ['node:*', 'e2e/fixtures/sandbox-process.ts', 'src/cli', 'src/main/redact'],
    types: ['src/shared/model'],
  },
  {
    folder: 'tools/electron-host',
    may: ['node:*', 'npm:@playwright/test', 'npm:selfsigned'],
    tests: ['npm:electron'],
  },
]

export const WALLS: WallTable = {
  groups: { 'node:pure': NODE_PURE },
  walls: [...SHARED, ...MAIN, ...RENDERER, ...PROGRAMS, ...TOOLS],
  everyTest: ['node:*', 'npm:vitest', 'npm:fast-check', 'src/shared/fixtures'],
}
