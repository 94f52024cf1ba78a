/** Words of every table. */
export const tableWords = {
  resize: 'Drag for another width, double click for the width of what is in sight',
} as const
