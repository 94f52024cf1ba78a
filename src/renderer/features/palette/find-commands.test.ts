import { describe, expect, it } from 'vitest'
import { findCommands } from './find-commands.ts'

describe('the palette', () => {
  // Would catch: a search by the beginning of the label only.
  it('finds a command by its words in any order and case', () => {
    expect(findCommands('HISTORY go', new Set())).toEqual(['go.history'])
  })

  // Would catch: a disabled command chosen by Enter because it stands first.
  it('shows what can be run first, and what cannot after it', () => {
    const found = findCommands('copy', new Set(['job.copyRaw']))
    expect(found[0]).toBe('job.copyRaw')
    expect(found).toContain('job.copyJson')
  })

  // Would catch: an empty palette at its opening.
  it('offers everything while nothing is typed, but not itself', () => {
    const all = findCommands('  ', new Set())
    expect(all).toContain('theme.dark')
    expect(all).not.toContain('palette')
  })

  // Would catch: near misses offered as matches.
  it('finds nothing for a word that no command has', () => {
    expect(findCommands('zzz', new Set())).toEqual([])
  })
})
