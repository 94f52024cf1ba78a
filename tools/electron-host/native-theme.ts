import type { CdpSession } from './cdp.ts'
import { createThrowingEmitter } from './throw-if-missing.ts'
import { report } from './report.ts'
import { state } from './state.ts'

type ThemeSource = 'system' | 'light' | 'dark'

/** The “system” of the host is light. */
class NativeTheme extends createThrowingEmitter('nativeTheme') {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false
  readonly inForcedColorsMode = false
  #source: ThemeSource = 'system'

  get themeSource(): ThemeSource {
    return this.#source
  }

  set themeSource(source: ThemeSource) {
    if (source === this.#source) return
    this.#source = source
    for (const { webContents } of state.windows) {
      webContents.hostReady.then((session) => this.hostApplyTheme(session)).catch(report)
    }
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors
  }

  /** For the host: gives a page the theme as prefers-color-scheme. */
  async hostApplyTheme(session: CdpSession): Promise<void> {
    const value = this.#source === 'system' ? '' : this.#source
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
  }
}

export const nativeTheme = new NativeTheme()
