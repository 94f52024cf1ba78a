import { useState } from 'react'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { useRetention } from '#renderer/stores/retention/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { markWords } from '#shared/text/marks.ts'
import {
  MAX_RETENTION_DAYS,
  MIN_RETENTION_DAYS,
  type RetentionPreview,
  type RetentionRule,
} from '#shared/model/retention.ts'
import { keepingWords } from '#shared/text/keeping.ts'
import { settingsWords } from '#shared/text/settings.ts'

const words = keepingWords.retention
/** What is offered first keeps whatever a person looked at. */
const OFFERED: RetentionRule = { days: 365, keep: 'verdict:flagged tagged:* note:*' }

/** The rule by which old jobs are deleted by themselves: off, until the person has seen what it would delete. */
export function RetentionSettings({ rule }: { readonly rule: RetentionRule | null }) {
  const { preview, error, isBusy, deleted, look, turnOn, turnOff } = useRetention()
  const [typed, setTyped] = useState<RetentionRule>(rule ?? OFFERED)
  const isOn = rule !== null && rule.days === typed.days && rule.keep === typed.keep
  const shown = preview?.rule.days === typed.days && preview.rule.keep === typed.keep ? preview.data : null
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="font-semibold">{words.title}</h3>
      <p className="text-muted">{rule === null ? words.off : words.on(rule)}</p>
      <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-4">
        <NumberField
          label={words.days}
          wrong={settingsWords.between(MIN_RETENTION_DAYS, MAX_RETENTION_DAYS)}
          least={MIN_RETENTION_DAYS}
          most={MAX_RETENTION_DAYS}
          value={typed.days}
          onChange={(days) => setTyped((before) => ({ ...before, days }))}
        />
        <TextField
          label={words.keep}
          hint={words.keepHint}
          mono
          maxLength={1000}
          value={typed.keep}
          onChange={(keep) => setTyped((before) => ({ ...before, keep }))}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => void look(typed)}>
          {words.look}
        </Button>
        {rule !== null && (
          <Button disabled={isBusy} onClick={() => void turnOff()}>
            {words.turnOff}
          </Button>
        )}
      </div>
      {shown !== null && (
        <Preview preview={shown} isOn={isOn} isBusy={isBusy} onTurnOn={() => void turnOn()} />
      )}
      {deleted !== null && <Banner tone="info">{words.turnedOn(markWords.deleted(deleted))}</Banner>}
      {error !== null && <Banner tone="error">{`${error.message} ${error.advice}`.trim()}</Banner>}
    </section>
  )
}

interface PreviewProps {
  readonly preview: RetentionPreview
  readonly isOn: boolean
  readonly isBusy: boolean
  readonly onTurnOn: () => void
}

/** Exactly what would be deleted, and the button that does it. */
function Preview({ preview, isOn, isBusy, onTurnOn }: PreviewProps) {
  const open = useNavigation((store) => store.open)
  const { jobs, query, workflows } = preview
  return (
    <section aria-label={words.preview} className="flex flex-col gap-2 rounded bg-surface-2 p-3">
      <p className="font-semibold">{words.wouldDelete(preview)}</p>
      {workflows.length > 0 && <p className="text-muted">{words.byWorkflow(workflows)}</p>}
      <div className="flex flex-wrap gap-2">
        {jobs > 0 && (
          <Button onClick={() => open({ name: 'history', filter: { query } })}>{words.show}</Button>
        )}
        <Button variant={jobs > 0 ? 'danger' : 'normal'} disabled={isBusy} onClick={onTurnOn}>
          {words.turnOn(jobs, isOn)}
        </Button>
      </div>
      <p className="text-xs text-muted">{words.undo}</p>
    </section>
  )
}
