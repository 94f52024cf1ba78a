import { create } from 'zustand'
import type { KeptConnectionForm, KeptWorkflowForm } from '#shared/model/kept-draft.ts'

/** Secrets as they are typed. They outlive a change of screens, and are gone when the form closes or the window does. */
interface TypedSecrets {
  readonly policy: string
  readonly signature: string
  readonly appSecret: string
}

interface KeptForms {
  /** Null while no form of a connection was begun. */
  readonly connection: KeptConnectionForm | null
  readonly secrets: TypedSecrets | null
  readonly workflow: KeptWorkflowForm | null
}

/** Forms that were begun and neither saved nor cancelled. */
export const useKeptForms = create<KeptForms>()(() => ({ connection: null, secrets: null, workflow: null }))
