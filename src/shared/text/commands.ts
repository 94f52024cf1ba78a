/** The native menu that a command stands in. Commands without one are in the palette and on keys only. */
export type MenuName = 'app' | 'file' | 'edit' | 'view' | 'go' | 'job' | 'help'

export interface CommandText {
  readonly label: string
  /** Written as the library tinykeys reads it: `$mod` is ⌘ on macOS, Ctrl elsewhere. */
  readonly keys?: string
  readonly menu?: MenuName
  /**
   * True: the key acts only when no field has focus and no text is selected (paste sources, copy result),
   * so that it never takes a key from someone who is typing.
   */
  readonly quiet?: boolean
}

/** The command table: menu, palette, keys and the list of shortcuts all come from it. */
export const COMMANDS = {
  'go.run': { label: 'Go to Run', keys: '$mod+1', menu: 'go' },
  'go.history': { label: 'Go to History', keys: '$mod+2', menu: 'go' },
  'go.runs': { label: 'Go to Runs', menu: 'go' },
  'go.workflows': { label: 'Go to Workflows', keys: '$mod+3', menu: 'go' },
  'go.connections': { label: 'Go to Connections', keys: '$mod+4', menu: 'go' },
  'go.settings': { label: 'Settings', keys: '$mod+,', menu: 'app' },
  'go.back': { label: 'Back', keys: 'Escape', quiet: true },
  'connection.add': { label: 'Add a connection…', menu: 'file' },
  'connection.switch': { label: 'Switch connection…' },
  'workflow.add': { label: 'Add a workflow…', menu: 'file' },
  'sources.paste': { label: 'Paste sources', keys: '$mod+v', quiet: true },
  'sources.addFiles': { label: 'Add files…', keys: '$mod+o', menu: 'file' },
  'sources.addFolder': { label: 'Add folder…', keys: '$mod+Shift+o', menu: 'file' },
  'sources.samples': { label: 'Try 3 samples', menu: 'file' },
  'sources.undo': { label: 'Undo the last paste, drop or Clear', keys: '$mod+z', quiet: true },
  'sources.clear': { label: 'Clear the sources', menu: 'file' },
  'run.start': { label: 'Run', keys: '$mod+Enter', menu: 'job' },
  'run.pause': { label: 'Pause the running batch', menu: 'job' },
  'run.resume': { label: 'Continue the paused batch', menu: 'job' },
  'run.stop': { label: 'Stop sending', menu: 'job' },
  /** Before *Copy JSON*, which has the same keys and is meant where no node is marked. */
  'job.copyNode': { label: 'Copy the marked value', keys: '$mod+c', quiet: true },
  'job.copyJson': { label: 'Copy JSON', keys: '$mod+c', menu: 'job', quiet: true },
  'job.copyRaw': { label: 'Copy raw', menu: 'job' },
  'job.copyPath': { label: 'Copy path', keys: '$mod+Shift+c', menu: 'job', quiet: true },
  'job.useAsColumn': { label: 'Use as column', keys: 'Alt+c', menu: 'job', quiet: true },
  'job.runAgain': { label: 'Run again', menu: 'job' },
  'job.previous': { label: 'Previous job', keys: 'Alt+ArrowUp', menu: 'job', quiet: true },
  'job.next': { label: 'Next job', keys: 'Alt+ArrowDown', menu: 'job', quiet: true },
  find: { label: 'Find', keys: '$mod+f', menu: 'edit' },
  palette: { label: 'Commands…', keys: '$mod+k', menu: 'view' },
  shortcuts: { label: 'Keyboard shortcuts', keys: '?', quiet: true, menu: 'help' },
  'theme.system': { label: 'Theme: as the system', menu: 'view' },
  'theme.light': { label: 'Theme: light', menu: 'view' },
  'theme.dark': { label: 'Theme: dark', menu: 'view' },
  'app.showLog': { label: 'Show the log', menu: 'help' },
} as const satisfies Record<string, CommandText>

export type MenuCommandId = keyof typeof COMMANDS
