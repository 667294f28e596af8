export {
  type Architecture,
  architectureOf,
  type CpuArchitecture,
  type Platform,
  platformOf,
} from './architecture';
export { buildContextHash, type BuildOptions } from './build-context';
export {
  Cluster,
  type ClusterProps,
  type ClusterService,
  type ContainerInsights,
  type PublishedPort,
} from './cluster';
export {
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  type ContainerHealthCheck,
  type FullPortMapping,
  type PortMapping,
} from './container-definition';
export { ContainerImage, type ImageVersion, type PrebuiltImageOptions } from './container-image';
export {
  ContainerInstanceRole,
  type ContainerInstanceRoleProps,
  type IContainerInstanceRole,
} from './container-instance-role';
export { Ec2Capacity, type Ec2CapacityOptions, type Ec2CapacityProps } from './ec2-capacity';
export { Ec2Service, type Ec2ServiceProps } from './ec2-service';
export { Ec2TaskDefinition, type Ec2TaskDefinitionProps } from './ec2-task-definition';
export { ecrRegistryAuth, type EcrRegistryAuthProps, ecrRegistryHost } from './ecr-registry-auth';
export { HostSecurityGroup, type HostSecurityGroupProps } from './host-security-group';
export { ImageBuild, type ImageBuildProps } from './image-build';
export {
  type IImageRepository,
  ImageRepository,
  type ImageRepositoryAttributes,
  type ImageRepositoryProps,
  type ImageTagMutability,
} from './image-repository';
export { type AwsLogsOptions, type LogConfiguration, LogDriver } from './log-driver';
export { type ILogGroup, LogGroup, type LogGroupProps } from './log-group';
export { MachineImage } from './machine-image';
export {
  type INetwork,
  Network,
  type NetworkAttributes,
  type NetworkProps,
  type Subnet,
} from './network';
export { Peer, type PeerRule } from './peer';
export { PlacementStrategy, type PlacementRule } from './placement';
export type { CpuCredits } from './private/launch-template';
export type { PlacedService } from './private/rollout';
export { type IRole, type PolicyStatement, Role, type RolePrincipal, type RoleProps } from './role';
