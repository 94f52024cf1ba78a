/** Names of the native menus. */
export const menuWords = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  job: 'Job',
  help: 'Help',
} as const
