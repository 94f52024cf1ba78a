export { HistoryScreen } from './history-screen.tsx'
export { JobList } from './job-list.tsx'
export { ColumnsMenu } from './columns-menu.tsx'
