import type { SampleWorkflow } from './workflows.ts'

/** What a fault gave a job for its whole life. */
export interface JobTraits {
  readonly failed?: boolean
  readonly lost?: boolean
  readonly noResults?: boolean
  readonly duplicateKeys?: boolean
  readonly bigIntegers?: boolean
  /** Levels of nesting of one more task value. */
  readonly deep?: number
  readonly big?: { readonly bytes: number; readonly lines: boolean }
}

export interface SandboxJob {
  readonly jobid: string
  /** The id as it was asked for; `definition` is what runs. */
  readonly workflow: string
  readonly definition: SampleWorkflow
  readonly source: string
  /** Unix ms. */
  readonly createdAt: number
  readonly endsAt: number
  readonly traits: JobTraits
}

/** Seconds a result stays. */
export const TTL = 172_800
