export { HistoryScreen, type HistoryScreenProps } from './history-screen.tsx'
export { JobList, type JobListProps } from './job-list.tsx'
