import type { EnginePorts } from '#main/jobs/engine-ports.ts'
import type { ConnectionLimits } from '#shared/model/connection.ts'

export const NO_LIMITS: ConnectionLimits = { concurrency: 16, perSecond: null, perRun: null, perDay: null }

/** Ports of a test that says nothing about limits and listens to nothing. */
export const QUIET_PORTS = {
  unseal: () => Promise.resolve(null),
  limits: () => NO_LIMITS,
  detectMimetype: () => Promise.resolve('application/octet-stream'),
  uploadLimits: () => ({ files: 4, parts: 6 }),
  store: () => ({ location: 's3', path: '', container: '', region: '', access: '' }),
  keepOutputFiles: () => false,
  onRateStatus: () => undefined,
  onUploads: () => undefined,
  onJob: () => undefined,
  onRun: () => undefined,
  onNotice: () => undefined,
} as const satisfies Partial<EnginePorts>
