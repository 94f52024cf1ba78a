import { useEffect, useState } from 'react'
import { ask } from '#renderer/client/index.ts'
import type { BilledStarts } from '#shared/model/run.ts'

const EVERY_MS = 5_000

/** Billed starts of a connection, kept up to date while the component is mounted; null until they are there. */
export function useBilled(connectionId: string): BilledStarts | null {
  const [billed, setBilled] = useState<BilledStarts | null>(null)
  useEffect(() => {
    let open = true
    const load = async (): Promise<void> => {
      const answer = await ask('runs.billed', { connectionId })
      if (open && answer.ok) setBilled(answer.data)
    }
    void load()
    const timer = setInterval(() => void load(), EVERY_MS)
    return () => {
      open = false
      clearInterval(timer)
    }
  }, [connectionId])
  return billed
}
