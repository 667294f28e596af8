export type {
  DeploymentHooks,
  StageCommand,
  StageContext,
  StageSettings,
  StateLocation,
} from './hooks';
export type { StateResource } from './state/state-summary';
export type { Progress, ProgressOptions } from './progress';
export { createProgress } from './progress';
export { Failure } from './failure';
export { providerEnvironment, type ProviderEnvironment } from './provider-environment';
