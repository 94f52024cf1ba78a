import { useRef } from 'react'
import { newCommandId } from '#renderer/client/index.ts'

/**
 * The command id of a strip. It stays the same as long as the same input is given, so that main does it once even when the
 * answer to the first press was lost.
 */
export function useCommandId(): (input: unknown) => string {
  const last = useRef({ input: '', id: '' })
  return (input) => {
    const asked = JSON.stringify(input)
    if (last.current.input !== asked) last.current = { input: asked, id: newCommandId() }
    return last.current.id
  }
}
