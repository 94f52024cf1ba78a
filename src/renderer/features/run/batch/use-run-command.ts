import { useState } from 'react'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Result } from '#shared/model/result.ts'

/** Sends a command about the run. When it is refused, the batch shows the reason. */
export type SendRunCommand = (command: (runId: string) => Promise<Result<unknown>>) => void

interface RunCommandState {
  readonly sendCommand: SendRunCommand
  /** Why the last command was refused. */
  readonly error: AppError | null
  readonly dismissError: () => void
}

/** Commands about one run, and why the last one was refused. */
export function useRunCommand(runId: string): RunCommandState {
  const [error, setError] = useState<AppError | null>(null)
  const send = async (command: (runId: string) => Promise<Result<unknown>>): Promise<void> => {
    setError(null)
    const answer = await command(runId)
    if (!answer.ok) setError(answer.error)
  }
  return {
    sendCommand: (command) => void send(command),
    error,
    dismissError: () => setError(null),
  }
}
