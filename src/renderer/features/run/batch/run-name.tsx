import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { useReturnedFocus } from '#renderer/lib/use-returned-focus.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Run } from '#shared/model/run.ts'
import { batchWords } from '#shared/text/batch.ts'

const words = batchWords.name

/** The button that gives a run another name, and the field for it. */
export function RunName({ run }: { readonly run: Run }) {
  const rename = useRuns((store) => store.rename)
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | undefined>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  useReturnedFocus(typed !== null, button)
  const close = (): void => {
    setTyped(null)
    setError(undefined)
  }
  const save = async (name: string): Promise<void> => {
    const answer = await rename(run.id, name.trim() === '' ? null : name.trim())
    if (answer.ok) close()
    else setError(answer.error.message)
  }
  if (typed === null)
    return (
      <IconButton ref={button} label={words.rename} icon={Pencil} onClick={() => setTyped(run.name ?? '')} />
    )
  return (
    <form
      className="flex min-w-0 items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        void save(typed)
      }}
    >
      <TextField
        bare
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type in it.
        autoFocus
        label={words.label}
        value={typed}
        maxLength={200}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          close()
        }}
        error={error}
        className="w-48"
      />
      <Button submit variant="primary">
        {words.save}
      </Button>
      <Button onClick={close}>{words.cancel}</Button>
    </form>
  )
}
