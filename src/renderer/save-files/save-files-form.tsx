import { useState, type FormEvent } from 'react'
import { useFileSaving } from '#renderer/stores/file-saving/index.ts'
import type { ChosenJobs } from '#renderer/stores/marks/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import {
  fillFileNamePattern,
  MAX_PATTERN_LENGTH,
  parseFileNamePattern,
  type FileNamePattern,
} from '#shared/model/file-name-pattern.ts'
import type { Settings } from '#shared/model/settings.ts'
import { fileSavingWords as words } from '#shared/text/file-saving.ts'

interface SaveFilesFormProps {
  readonly jobs: ChosenJobs
  readonly settings: Settings
}

/** Asks how the produced files of jobs are to be named; the folder is asked for next. */
export function SaveFilesForm({ jobs, settings }: SaveFilesFormProps) {
  const { error, save, close } = useFileSaving()
  const setSettings = useSettings((store) => store.set)
  const [pattern, setPattern] = useState(settings.fileNamePattern)
  const [sidecars, setSidecars] = useState(settings.fileSidecars)
  const parsed = parseFileNamePattern(pattern)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!parsed.ok) return
    void setSettings({ fileNamePattern: pattern, fileSidecars: sidecars })
    void save(pattern, sidecars)
  }
  return (
    <form
      aria-label={words.title(jobs.count)}
      onSubmit={submit}
      className="flex flex-col gap-2 rounded-card border border-line bg-surface-2 p-3 low:gap-1 low:p-2"
    >
      <h2>{words.title(jobs.count)}</h2>
      <TextField
        mono
        // The form appears because the person asked for it, so its field takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        label={words.pattern}
        value={pattern}
        maxLength={MAX_PATTERN_LENGTH}
        onChange={setPattern}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // The key goes no further: it would close the panel, too.
          event.stopPropagation()
          close()
        }}
        error={
          parsed.ok
            ? undefined
            : parsed.error === ''
              ? words.patternEmpty
              : words.patternUnknown(parsed.error)
        }
        hint={parsed.ok ? `${words.example(toExample(parsed.data))}. ${words.patternHint}` : undefined}
      />
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-56">
          <Switch label={words.sidecars} checked={sidecars} onChange={setSidecars} />
        </div>
        <div className="ml-auto flex gap-2">
          <Button onClick={close}>{words.cancel}</Button>
          <Button submit variant="primary" disabled={!parsed.ok}>
            {words.choose}
          </Button>
        </div>
      </div>
      {error !== null && <output className="text-red">{`${error.message} ${error.advice}`.trim()}</output>}
    </form>
  )
}

/** A file as it may be, for showing what a pattern makes of it. */
const EXAMPLE = {
  task: 'resize',
  source: 'shoe-12',
  name: 'thumbnail',
  number: '12',
  job: '7dba00f5',
  ext: 'jpg',
}

/** The value of a label is its name: which columns the lists of the jobs have is not known here. */
const toExample = (pattern: FileNamePattern): string =>
  fillFileNamePattern(pattern, {
    ...EXAMPLE,
    labels: Object.fromEntries(
      pattern.parts.flatMap((part) => (part.kind === 'label' ? [[part.label, part.label]] : [])),
    ),
  })
