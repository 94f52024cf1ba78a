/** The window's own scheme and origin. Everything the window loads comes from here (`protocol.ts`). */
export const SCHEME = 'app'
export const ORIGIN = 'app://flowbench'
