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
  StatusExpectation,
  TaskStatus,
  TaskUrl,
} from './ecs-status';
export { digestInRegistry, imageInRegistry, type ImageInRegistry, moveTag } from './image-tags';
export { readStatus } from './read-status';
export { renderStatus, type RenderOptions } from './render-status';
export { statusProblems } from './status-problems';
export { statusWarnings } from './status-warnings';
export { findUrls } from './task-urls';
export { wantsColor } from './terminal';
export { type Answer, waitForAnswer, type WaitForAnswerOptions } from './wait-for-answer';
export {
  type ServiceRollout,
  waitForService,
  type WaitForServiceOptions,
} from './wait-for-service';
export { whatExists } from './what-exists';
export { type BalancerUrl, readBalancerUrls } from './balancer-urls';
export { diagnose } from './diagnosis/diagnose';
export type { ContainerEnd, Diagnosis, StoppedGroup } from './diagnosis/diagnosis';
export {
  type Fact,
  type FactSource,
  remedies,
  remediesFor,
  type Remedy,
} from './diagnosis/remedies';
export { renderDiagnosis } from './diagnosis/render-diagnosis';
export {
  type PastDeployment,
  readDeployments,
  readRevisions,
  type Revision,
} from './history/read-history';
export { type LogFilter, type LogLine, type LogReading, ServiceLogs } from './logs/service-logs';
export { type OperationClients, operationClients } from './operation-clients';
export { readStatuses } from './read-status';
export { renderStatuses } from './render-status';
export { findTargets, listServices, type ServiceSource } from './services/find-targets';
export type { ServiceTarget } from './services/service-target';
export {
  servicesAmong,
  servicesInState,
  type StateInstance,
  type StateService,
} from './services/state-services';
export type { VersionHeader } from './deployment/check-answers';
