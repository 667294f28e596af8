export { compareReviews } from './compare/compare-reviews';
export { approvalLevels, needsApproval, type ApprovalLevel } from './gates/needs-approval';
export { failedFindings } from './findings/failed-findings';
export { reviewPlan } from './review';
export { exitCodeOf, failOns, reviewExitCodes, worstExitCode } from './gates/exit-code';
export type { FailOn, Gates } from './gates/exit-code';
export { originsOf } from './origins/origins-of';
export type { StackOrigins } from './origins/origins-of';
export { combinePlans } from './plans/combine-plans';
export { parsePlanText } from './plan/parse-plan-text';
export { formats } from './render/formats';
export type { Renderer } from './render/formats';
export { renderHtml } from './render/html/page';
export { renderJson } from './render/json';
export { renderMarkdown, type MarkdownOptions } from './render/markdown/markdown';
export { painter, wantsColor, type Color, type Paint } from './render/terminal/color';
export { renderDrift, renderTerminal } from './render/terminal/terminal';
export type { TerminalOptions } from './render/terminal/terminal';
export { renderSvg } from './render/picture/render-svg';
export { REVIEW_SCHEMA_VERSION } from './model';
export type {
  AccessChange,
  AccessDirection,
  Acknowledgement,
  AcknowledgementInput,
  AttributeChange,
  ConstructOrigin,
  CostReview,
  DriftedResource,
  Effect,
  FailedCheck,
  Finding,
  FindingLevel,
  FindingsReview,
  LineChange,
  NamedPlan,
  OutputChange,
  Picture,
  PictureEdge,
  PictureKind,
  PictureNode,
  PlanCounts,
  PlannedAction,
  PlanReview,
  PlansReview,
  ResourceCost,
  ReviewAbout,
  ReviewedChange,
  ReviewedPlan,
  ReviewOptions,
  SecurityReview,
  ShownValue,
  UnreadPlan,
  Verdict,
  VerdictLevel,
} from './model';
