export { ecsClients, type EcsClients, type EcsClientsOptions } from './clients';
export { deregisterRevisions } from './deregister-revisions';
export type {
  ClusterStatus,
  ContainerStatus,
  DeploymentStatus,
  EcsStatus,
  HostStatus,
  ImageStatus,
  IngressRule,
  LaunchTemplateStatus,
  PublishedPort,
  SecurityGroupStatus,
  ServiceEventStatus,
  ServiceReference,
  ServiceStatus,
  TaskStatus,
  TaskUrl,
} from './ecs-status';
export { digestInRegistry, imageInRegistry, type ImageInRegistry, moveTag } from './image-tags';
export { readStatus } from './read-status';
export { renderStatus, type RenderOptions } from './render-status';
export { statusProblems, type StatusExpectation } from './status-problems';
export { statusWarnings } from './status-warnings';
export { findUrls } from './task-urls';
export { type Answer, waitForAnswer, type WaitForAnswerOptions } from './wait-for-answer';
export {
  type ServiceRollout,
  waitForService,
  type WaitForServiceOptions,
} from './wait-for-service';
export { whatExists } from './what-exists';
