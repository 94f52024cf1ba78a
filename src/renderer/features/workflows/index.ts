export { WorkflowsScreen } from './workflows-screen.tsx'
