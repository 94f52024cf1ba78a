/** Words of the command palette and of the list of shortcuts. */
export const paletteWords = {
  title: 'Commands',
  search: 'Find a command',
  none: 'No command is called that.',
  hint: '↑ ↓ choose · ⏎ run · Esc close',
  shortcuts: {
    title: 'Keyboard shortcuts',
    groups: {
      everywhere: 'Everywhere',
      lists: 'In lists',
      pictures: 'At pictures of flagged jobs',
      quiet: 'When no field has the focus and no text is selected',
    },
    lists: [
      { keys: 'ArrowUp', label: 'The row above' },
      { keys: 'ArrowDown', label: 'The row below' },
      { keys: 'PageUp', label: 'A page up' },
      { keys: 'PageDown', label: 'A page down' },
      { keys: 'Home', label: 'The first row' },
      { keys: 'End', label: 'The last known row' },
      { keys: 'Space', label: 'Show or hide the panel' },
      { keys: 'Enter', label: 'Open whole' },
      { keys: 'Escape', label: 'Back, then clear the selection' },
      { keys: 'Shift+Space', label: 'Mark the row' },
      { keys: 'Shift+ArrowDown', label: 'Mark a range' },
      { keys: 'ArrowRight', label: 'To the buttons of the row' },
    ],
    pictures: [{ keys: 'v', label: 'Held: shows blurred pictures' }],
    close: 'Close',
  },
} as const
