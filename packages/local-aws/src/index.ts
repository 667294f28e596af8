export { findDockerEngine, type DockerEngine } from './docker-engine';
export { type ImageRegistration } from './images/image-registry';
export { localAwsOptions, type LocalAwsOptions, type RuntimeChoice } from './options';
export {
  LOCAL_ACCOUNT_ID,
  type HostStatus,
  type LocalAwsStatus,
  type MotoStatus,
  type RuntimeStatus,
  type TaskContainerStatus,
  type TaskStatus,
} from './status';
export { type AccessKey } from './gateway/access-key';
export { localAwsCredentials, localAwsEnvironment } from './control/environment';
export { registerImage } from './control/register-image';
export { startLocalAws } from './control/start';
export { localAwsStatus } from './control/status-client';
export { stopLocalAws, type StopResult } from './control/stop';
