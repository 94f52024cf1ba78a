export { AgainStrip } from './again-strip.tsx'
