export { JobPanel } from './job-panel.tsx'
export { JobScreen } from './job-screen.tsx'
