import type { ReactNode } from 'react'
import { FileBody } from './file-body.tsx'
import type { ShownTask } from './shown-tasks.ts'
import { assertNever } from '#shared/model/assert.ts'
import { resultWords, taskNames } from '#shared/text/results.ts'
import { AreaBody } from './area-body.tsx'
import { CornersBody } from './corners-body.tsx'
import { Card } from './card.tsx'
import { CopyrightBody } from './copyright-body.tsx'
import { OcrBody } from './ocr-body.tsx'
import { TableBody } from './table-body.tsx'
import { TagsBody } from './tags-body.tsx'
import { VerdictLine, VirusBody } from './verdict-body.tsx'
import { VideoBody } from './video-body.tsx'

interface TaskCardProps {
  readonly jobId: string
  readonly task: ShownTask
  /** What the person calls the task; undefined where they gave it no name. */
  readonly givenName: string | undefined
  readonly onOpenInJson: () => void
  readonly onUseAsSource: (text: string) => void
}

/** The card of a task; its body depends on the kind of the task. */
export function TaskCard(props: TaskCardProps) {
  const { jobId, task, givenName, onOpenInJson } = props
  return (
    <Card jobId={jobId} name={givenName ?? taskNames[task.kind]} task={task} onOpenInJson={onOpenInJson}>
      <CardBody {...props} />
    </Card>
  )
}

function CardBody({ jobId, task, onOpenInJson, onUseAsSource }: TaskCardProps): ReactNode {
  switch (task.kind) {
    case 'tags':
      return <TagsBody auto={task.auto} user={task.user} />
    case 'sfw':
      return <VerdictLine good={task.safe}>{resultWords.sfw(task.safe)}</VerdictLine>
    case 'phishing':
      return <VerdictLine good={!task.phishing}>{resultWords.phishing(task.phishing)}</VerdictLine>
    case 'virus':
      return <VirusBody task={task} />
    case 'caption':
      return <p className="selectable text-md">{task.caption}</p>
    case 'ocr':
      return <OcrBody task={task} />
    case 'copyright':
      return <CopyrightBody task={task} />
    case 'documentArea':
      return <AreaBody task={task} />
    case 'documentCorners':
      return <CornersBody task={task} />
    case 'sentiment':
      return (
        <>
          <p className="selectable text-md">{task.sentiment}</p>
          <p className="text-muted">{resultWords.confidence(task.confidence)}</p>
        </>
      )
    case 'videoSfw':
      return (
        <>
          <VerdictLine good={task.safe && task.segments.length === 0}>
            {resultWords.videoSfw(task.safe, task.segments.length)}
          </VerdictLine>
          <VideoBody segments={task.segments} alarming />
        </>
      )
    case 'videoTags':
      return (
        <>
          <TagsBody auto={task.auto} user={task.user} />
          <VideoBody segments={task.segments} />
        </>
      )
    case 'file':
      return <FileBody jobId={jobId} file={task} onUseAsSource={onUseAsSource} />
    case 'unknown':
      return <TableBody task={task} onOpenInJson={onOpenInJson} />
    default:
      return assertNever(task)
  }
}
