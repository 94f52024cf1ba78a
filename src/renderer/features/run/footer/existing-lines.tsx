import { History, TriangleAlert, UploadCloud } from 'lucide-react'
import { useNow } from '#renderer/lib/use-now.ts'
import { useExistingResults, type DraftPlan, type ExistingById } from '#renderer/stores/draft/index.ts'
import { useSettings } from '#renderer/stores/settings/index.ts'
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx'
import { createDates } from '#shared/format/dates.ts'
import { fileWords } from '#shared/text/files.ts'
import { KnownSheetLine } from './known-sheet-line.tsx'
import { StripLine } from './strip-line.tsx'

const words = fileWords.strip
const dates = createDates()

interface ExistingLinesProps {
  readonly plan: DraftPlan
  readonly facts: ExistingById
  readonly workflow: string
}

/** The lines about existing results: what was run or uploaded before, and whether it is done again. */
export function ExistingLines({ plan, facts, workflow }: ExistingLinesProps) {
  const { failed, runAll, setRunAll, runUnclear, setRunUnclear } = useExistingResults()
  const { runUnderWay, setRunUnderWay, uploadAgain, setUploadAgain } = useExistingResults()
  const setting = useSettings((store) => store.settings?.knownFiles ?? 'ask')
  const now = useNow(60_000)
  const results = facts.results.size
  // What is skipped for its result is not sent, so there is nothing to warn of.
  const isSent = (id: number): boolean => runAll || !facts.results.has(id)
  const unclear = [...facts.unclear].filter(isSent).length
  const underWay = [...facts.underWay].filter(isSent).length
  // Only files that are run: what is skipped is not uploaded anyway.
  const files = plan.items.flatMap(({ id }) => facts.files.get(id) ?? [])
  const last = files.toSorted((a, b) => b.uploadedAt - a.uploadedAt)[0]
  return (
    <>
      {failed !== null && <StripLine icon={TriangleAlert}>{words.notCompared(failed.message)}</StripLine>}
      {results > 0 && unclear + underWay === 0 && plan.items.length === 0 && <KnownSheetLine plan={plan} />}
      {results > 0 && (
        <StripLine
          icon={History}
          choice={
            <SegmentedControl
              label={words.existingResultsChoice}
              value={runAll ? 'all' : 'skip'}
              onChange={(choice) => setRunAll(choice === 'all')}
              options={[
                { id: 'skip', label: words.skip },
                { id: 'all', label: words.runAll },
              ]}
            />
          }
        >
          {words.existingResults(results, plan.items.length + plan.skipped, workflow)}
        </StripLine>
      )}
      {unclear > 0 && (
        <StripLine
          icon={TriangleAlert}
          tone="warning"
          choice={
            <SegmentedControl
              label={words.unclearChoice}
              value={runUnclear ? 'run' : 'leave'}
              onChange={(choice) => setRunUnclear(choice === 'run')}
              options={[
                { id: 'leave', label: words.leaveUnclear },
                { id: 'run', label: words.runUnclear },
              ]}
            />
          }
        >
          {words.unclear(unclear)}
        </StripLine>
      )}
      {underWay > 0 && (
        <StripLine
          icon={TriangleAlert}
          tone="warning"
          choice={
            <SegmentedControl
              label={words.underWayChoice}
              value={runUnderWay ? 'run' : 'leave'}
              onChange={(choice) => setRunUnderWay(choice === 'run')}
              options={[
                { id: 'leave', label: words.leaveUnclear },
                { id: 'run', label: words.runUnclear },
              ]}
            />
          }
        >
          {words.underWay(underWay)}
        </StripLine>
      )}
      {last !== undefined && setting === 'ask' && (
        <StripLine
          icon={UploadCloud}
          choice={
            <SegmentedControl
              label={words.uploadedBeforeChoice}
              value={uploadAgain ? 'again' : 'reuse'}
              onChange={(choice) => setUploadAgain(choice === 'again')}
              options={[
                { id: 'reuse', label: words.reuse },
                { id: 'again', label: words.uploadAgain },
              ]}
            />
          }
        >
          {words.uploadedBefore(files.length, last.filename, dates.row(last.uploadedAt, now))}
        </StripLine>
      )}
    </>
  )
}
