import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import type { FormState } from './form-state.ts'

/** What was typed into the form of a connection (null: a new one) and neither saved nor cancelled. */
export function findKept(connectionId: string | null): Partial<FormState> {
  const { connection, secrets } = useKeptForms.getState()
  return connection?.connectionId === connectionId ? { ...connection.fields, ...secrets } : {}
}

/** Keeps the form while the person is elsewhere. Its secrets stay in this window. */
export function keepForm(connectionId: string | null, form: FormState): void {
  const { policy, signature, appSecret, workflowId: _, ...fields } = form
  useKeptForms.setState({ connection: { connectionId, fields }, secrets: { policy, signature, appSecret } })
}

/** The form was saved or cancelled. */
export const forgetForm = (): void => useKeptForms.setState({ connection: null, secrets: null })
