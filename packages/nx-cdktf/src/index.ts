export type {
  AppliedStage,
  DeploymentHooks,
  ResourceEvent,
  RunningApply,
  StageCommand,
  StageContext,
  StageSettings,
  StateLocation,
  WatchVerdict,
} from './hooks';
export type { StateResource, StateValues } from './state/state-summary';
export { readStageState, type StageReference, type StageState } from './stage-state';
export { connectToMainProcess, type MainProcess } from './main-process';
export type { Progress, ProgressOptions } from './progress';
export { createProgress } from './progress';
export { exitCodes, Failure } from './failure';
export type { PlannedResource } from './terraform/planned-resources';
export { providerEnvironment, type ProviderEnvironment } from './provider-environment';
