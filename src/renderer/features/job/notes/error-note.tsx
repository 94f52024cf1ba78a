import type { ReactNode } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { Note } from './note.tsx'

/** What went wrong: the sentence, the advice, and the details that support asks for. */
export function ErrorNote({ error }: { readonly error: AppError }) {
  return (
    <Note>
      <ErrorWords error={error} />
    </Note>
  )
}

export function ErrorWords({ error }: { readonly error: AppError }) {
  const copy = useApp((store) => store.copy)
  const { message, advice, status, correlationId, detail } = error
  return (
    <>
      <p className="font-semibold">{message}</p>
      {advice !== '' && <p>{advice}</p>}
      {(status ?? correlationId ?? detail) !== undefined && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1 pt-1">
          {status !== undefined && <Fact name={words.error.status}>{status}</Fact>}
          {correlationId !== undefined && (
            <Fact name={words.error.correlation}>
              <span className="flex items-center gap-1 font-mono text-xs">
                <span className="break-all">{correlationId}</span>
                <CopyButton iconOnly label={words.error.copyCorrelation} onCopy={() => copy(correlationId)} />
              </span>
            </Fact>
          )}
          {detail !== undefined && (
            <Fact name={words.error.words}>
              <code className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{detail}</code>
            </Fact>
          )}
        </dl>
      )}
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
