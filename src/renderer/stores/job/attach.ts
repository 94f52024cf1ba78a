import { create } from 'zustand'
import { newCommandId, request } from '#renderer/client/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useDraft, type DraftItem, type LineItem } from '#renderer/stores/draft/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { runWords } from '#shared/text/run.ts'

const words = runWords.sources

interface AttachingStore {
  /** The lines whose jobs the service is asked about, by their ids in the draft. */
  readonly asking: ReadonlySet<number>
  /** Why a job was not attached, by the id of its line. */
  readonly refused: ReadonlyMap<number, string>
}

/** Lines among the sources whose jobs are being attached. */
export const useAttaching = create<AttachingStore>()(() => ({ asking: new Set(), refused: new Map() }))

/** The job that a line names, and the connection that it belongs to by its API key: the active one by default. */
interface NamedJob {
  readonly remoteJobId: string
  readonly connectionId: string
}

function findNamedJob({ recognition }: LineItem): NamedJob | null {
  const { list, activeId } = useConnections.getState()
  if (recognition.kind === 'uuid') return { remoteJobId: recognition.id, connectionId: activeId }
  if (recognition.kind !== 'remoteJob') return null
  const { apiKey, remoteJobId } = recognition
  const own = apiKey === null ? undefined : list.find((connection) => connection.apiKey === apiKey)
  return { remoteJobId, connectionId: own?.id ?? activeId }
}

/** The lines that surely name a job; a bare UUID may be one of a workflow. */
export const listRemoteJobs = (items: readonly DraftItem[]): readonly LineItem[] =>
  items.filter((item): item is LineItem => item.kind === 'line' && item.recognition.kind === 'remoteJob')

/**
 * Attaches the jobs that lines of the draft name, one after another: each becomes a job here and its line goes. Of one that the
 * service does not know, the line stays with the reason.
 */
export async function attachLines(lines: readonly LineItem[]): Promise<void> {
  const { asking } = useAttaching.getState()
  const wanted = lines.filter(({ id }) => !asking.has(id))
  update(wanted, true)
  const attached: string[] = []
  for (const line of wanted) {
    const jobId = await attachLine(line)
    if (jobId !== null) attached.push(jobId)
    update([line], false)
  }
  if (attached.length > 0) tellAttached(attached)
}

async function attachLine(line: LineItem): Promise<string | null> {
  const named = findNamedJob(line)
  if (named === null) return null
  const answer = await request('jobs.attachNew', { ...named, commandId: newCommandId() })
  if (answer.ok) useDraft.getState().remove(line.id)
  const { refused } = useAttaching.getState()
  const others = [...refused].filter(([id]) => id !== line.id)
  useAttaching.setState({
    refused: new Map(answer.ok ? others : [...others, [line.id, answer.error.message]]),
  })
  return answer.ok ? answer.data.id : null
}

function update(lines: readonly LineItem[], isAsking: boolean): void {
  const asking = new Set(useAttaching.getState().asking)
  for (const { id } of lines) {
    if (isAsking) asking.add(id)
    else asking.delete(id)
  }
  useAttaching.setState({ asking })
}

function tellAttached(jobIds: readonly string[]): void {
  const { open } = useNavigation.getState()
  const [only, ...more] = jobIds
  const onClick = (): void =>
    only !== undefined && more.length === 0 ? open({ name: 'job', jobId: only }) : open({ name: 'history' })
  toast({
    text: words.attached(jobIds.length),
    tone: 'info',
    action: { label: words.showAttached(jobIds.length), onClick },
  })
}
