import { useEffect } from 'react'
import { useDisk } from '#renderer/stores/disk/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { formatBytes } from '#shared/format/bytes.ts'
import { keepingWords } from '#shared/text/keeping.ts'

const words = keepingWords.disk
/** Less is not worth rewriting the file. */
const MIN_FREE_BYTES = 1_000_000
const KINDS = ['history', 'results', 'keptFiles', 'facts', 'pictures'] as const

/** What the data folder takes of the disk, by kind, and the way to give back what is not used. */
export function DiskUse() {
  const { use, error, isCompacting, share, freed, measure, compact } = useDisk()
  useEffect(() => void measure(), [measure])
  if (use === null) return error === null ? null : <Banner tone="error">{error.message}</Banner>
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="font-semibold">{words.title}</h3>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 tabular-nums">
        {KINDS.map((kind) => (
          <div key={kind} className="contents">
            <dt className="text-muted">{words.kinds[kind]}</dt>
            <dd className="text-right">{formatBytes(use[kind])}</dd>
          </div>
        ))}
        <div className="contents font-semibold">
          <dt>{words.total}</dt>
          <dd className="text-right">{formatBytes(KINDS.reduce((sum, kind) => sum + use[kind], 0))}</dd>
        </div>
      </dl>
      {use.free >= MIN_FREE_BYTES && !isCompacting && (
        <div className="flex flex-wrap items-center gap-3">
          <span className="min-w-48 grow basis-0">{words.free(use.free)}</span>
          <Button onClick={() => void compact()}>{words.compact}</Button>
        </div>
      )}
      {isCompacting && (
        <div className="flex flex-col gap-1.5">
          <span>{words.compacting(share)}</span>
          <ProgressBar label={words.compact} share={share} />
        </div>
      )}
      {freed !== null && <Banner tone="info">{words.freed(freed)}</Banner>}
      {error !== null && <Banner tone="error">{`${error.message} ${error.advice}`.trim()}</Banner>}
    </section>
  )
}
