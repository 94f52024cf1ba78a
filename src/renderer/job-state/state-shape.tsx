import type { ReactNode } from 'react'
import type { StateName } from '#shared/text/states.ts'

const ring = <circle cx="7" cy="7" r="4.5" strokeWidth="1.5" />
const faintRing = <circle cx="7" cy="7" r="5" strokeWidth="2" opacity="0.3" />

/** The shape of each state in a box of 14 × 14; the ring of `uploading` is filled by `renderUploadRing`. */
export const STATE_SHAPES: Record<StateName, ReactNode> = {
  queued: ring,
  ready: ring,
  uploading: faintRing,
  sending: <path d="M2 7h9M7.5 3.5 11 7l-3.5 3.5" strokeWidth="1.75" strokeLinecap="round" />,
  started: (
    <>
      {faintRing}
      <path d="M7 2a5 5 0 0 1 5 5" strokeWidth="2" className="origin-center animate-spin" />
    </>
  ),
  finished: <circle cx="7" cy="7" r="4.5" fill="currentColor" stroke="none" />,
  failed: <path d="m3 3 8 8M11 3l-8 8" strokeWidth="2" strokeLinecap="round" />,
  rejected: <path d="M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2ZM3.6 10.4l6.8-6.8" strokeWidth="1.75" />,
  unknown: (
    <path
      d="M4.4 4.6a2.6 2.6 0 1 1 3.8 2.2c-.8.4-1.2.9-1.2 1.8M7 11.4v.4"
      strokeWidth="1.75"
      strokeLinecap="round"
    />
  ),
  stopped: <rect x="3" y="3" width="8" height="8" rx="1" strokeWidth="1.5" />,
  expired: <circle cx="7" cy="7" r="4.5" strokeWidth="1.5" strokeDasharray="2.4 2.3" />,
}

/** The part of the uploading ring that is done; `percent` 0..100. */
export function renderUploadRing(percent: number): ReactNode {
  return (
    <circle
      cx="7"
      cy="7"
      r="5"
      strokeWidth="2"
      pathLength="100"
      strokeDasharray={`${percent} 100`}
      transform="rotate(-90 7 7)"
    />
  )
}
