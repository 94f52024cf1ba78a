import { CircleCheck, CircleDashed, CircleX, PlugZap } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { ConnectionTestReport } from '#shared/model/connection-test.ts'
import type { Result } from '#shared/model/result.ts'
import { connectionWords as words } from '#shared/text/connections.ts'

/** Asks the service whether a connection works, and says what that proved and what it could not prove. */
export function ConnectionTest({ connectionId }: { readonly connectionId: string }) {
  const test = useConnections((store) => store.test)
  const [open, setOpen] = useState(false)
  const [handle, setHandle] = useState('')
  const [testing, setTesting] = useState(false)
  const [answer, setAnswer] = useState<Result<ConnectionTestReport> | null>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (testing) return
    setTesting(true)
    setAnswer(null)
    const given = handle.trim()
    setAnswer(await test(connectionId, given === '' ? undefined : given))
    setTesting(false)
  }
  if (!open) {
    return (
      <div>
        <Button small variant="plain" icon={PlugZap} className="-ml-2" onClick={() => setOpen(true)}>
          {words.test.open}
        </Button>
      </div>
    )
  }
  return (
    <form
      aria-label={words.test.title}
      onSubmit={(event) => void submit(event)}
      className="mt-1 flex w-full flex-col gap-2 rounded-card border border-line bg-surface-2 p-3"
    >
      <div className="flex items-end gap-2">
        <TextField
          mono
          // The form appears because the person asked for it, so its first field takes the focus.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          label={words.test.handle}
          value={handle}
          onChange={setHandle}
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          maxLength={256}
          className="grow"
        />
        <Button submit disabled={testing} className="mb-0.5">
          {testing ? words.test.testing : words.test.run}
        </Button>
        {testing && <Spinner label={words.test.testing} />}
      </div>
      <p className="text-xs text-muted">{words.test.hint}</p>
      {answer?.ok === true && <Report report={answer.data} />}
      {answer?.ok === false && (
        <Banner tone="error">{`${answer.error.message} ${answer.error.advice}`.trim()}</Banner>
      )}
    </form>
  )
}

const SIGNS = {
  proved: { icon: CircleCheck, ink: 'text-green' },
  failed: { icon: CircleX, ink: 'text-red' },
  notProved: { icon: CircleDashed, ink: 'text-muted' },
} as const

/** What works comes first, what could not be tested last. */
const ORDER = ['proved', 'failed', 'notProved'] as const

function Report({ report }: { readonly report: ConnectionTestReport }) {
  const steps = ORDER.flatMap((outcome) => report.steps.filter((step) => step.outcome === outcome))
  const isGood = steps[0]?.outcome === 'proved' && steps.every(({ outcome }) => outcome !== 'failed')
  return (
    <>
      {isGood && <p className="font-semibold text-green">{words.test.works}</p>}
      <ul aria-label={words.test.results} aria-live="polite" className="flex flex-col gap-1">
        {steps.map(({ name, outcome, sentence }) => {
          const { icon: Icon, ink } = SIGNS[outcome]
          return (
            <li key={name} className="flex items-start gap-2">
              <Icon aria-hidden size={15} className={`mt-0.5 shrink-0 ${ink}`} />
              <span className="w-18 shrink-0">{words.test.names[name]}</span>
              <span className={`w-20 shrink-0 ${ink}`}>{words.test.outcomes[outcome]}</span>
              <span className="selectable min-w-0">{sentence}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
