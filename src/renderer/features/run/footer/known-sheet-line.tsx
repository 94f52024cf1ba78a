import { Table2 } from 'lucide-react'
import { useState } from 'react'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import type { DraftPlan } from '#renderer/stores/draft/index.ts'
import { saveKnownSheet } from '#renderer/stores/draft/save-known-sheet.ts'
import { useChosenWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { batchWords } from '#shared/text/batch.ts'
import { fileWords } from '#shared/text/files.ts'
import { StripLine } from './strip-line.tsx'

/** Offers the sheet of a list in which nothing is new. */
export function KnownSheetLine({ plan }: { readonly plan: DraftPlan }) {
  const connection = useActiveConnection()
  const workflow = useChosenWorkflow(connection)
  const [said, setSaid] = useState('')
  if (connection === undefined || workflow === undefined) return null
  const save = async (): Promise<void> => {
    setSaid(batchWords.saving)
    const answer = await saveKnownSheet(connection.id, workflow.id, plan)
    if (!answer.ok) setSaid(answer.error.message)
    else setSaid(answer.data === null ? '' : batchWords.saved(answer.data.rows))
  }
  return (
    <StripLine
      icon={Table2}
      choice={
        <Button small onClick={() => void save()}>
          {fileWords.strip.saveSheet}
        </Button>
      }
    >
      {fileWords.strip.allKnown} <output className="text-muted">{said}</output>
    </StripLine>
  )
}
