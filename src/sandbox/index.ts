export { serve } from './serve.ts'
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export type { Ledger, LedgerEntry, RunEntry, UploadEntry } from './ledger.ts'
export { SAMPLE_WORKFLOWS, type SampleWorkflow } from './workflows.ts'
