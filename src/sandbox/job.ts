import type { SampleWorkflow } from './workflows.ts'

/** What a fault changed about a job, for its whole life. */
export interface JobTraits {
  readonly failed?: boolean
  readonly lost?: boolean
  readonly noResults?: boolean
  readonly duplicateKeys?: boolean
  readonly bigIntegers?: boolean
  /** Levels of nesting of one more task value. */
  readonly deep?: number
  readonly big?: { readonly bytes: number; readonly hasLines: boolean }
}

export interface SandboxJob {
  readonly jobid: string
  /** The id as the request had it; `definition` is what runs. */
  readonly workflow: string
  readonly definition: SampleWorkflow
  readonly source: string
  /** Unix ms. */
  readonly createdAt: number
  readonly endsAt: number
  readonly traits: JobTraits
}

/** How long a result is kept. */
export const RESULT_TTL_S = 172_800
