export { reviewPlan } from './review';
export type {
  DriftedResource,
  OutputChange,
  PlanCounts,
  PlannedAction,
  PlannedChange,
  PlanReview,
  ReviewOptions,
} from './review';
export { renderTerminal } from './render-terminal';
export type { TerminalOptions } from './render-terminal';
