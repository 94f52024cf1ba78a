export { RerunStrip } from './rerun-strip.tsx'
