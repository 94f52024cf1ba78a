import { useEffect, useState } from 'react'

/** The moment by `read`, looked at anew every so many ms while mounted; null stops looking. */
export function useNow(everyMs: number | null, read: () => number = Date.now): number {
  const [now, setNow] = useState(read)
  useEffect(() => {
    if (everyMs === null) return undefined
    const timer = setInterval(() => setNow(read()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, read])
  return now
}
