export type {
  DeploymentHooks,
  StageCommand,
  StageContext,
  StageSettings,
  StateLocation,
} from './hooks';
export type { StateResource, StateValues } from './state/state-summary';
export { readStageState, type StageReference, type StageState } from './stage-state';
export { connectToMainProcess, type MainProcess } from './main-process';
export type { Progress, ProgressOptions } from './progress';
export { createProgress } from './progress';
export { Failure } from './failure';
export { providerEnvironment, type ProviderEnvironment } from './provider-environment';
