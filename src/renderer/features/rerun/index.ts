export { AgainStrip } from './rerun-strip.tsx'
