export { acknowledge, type AcknowledgeOptions } from './acknowledge';
export type { AdoptedScaling, CapacityAttributes } from './adopted-capacity';
export type { AgentConfiguration } from './agent-configuration';
export { ACTIONS_WITHOUT_RESOURCE } from './actions-without-resource';
export {
  type Architecture,
  architectureOf,
  type CpuArchitecture,
  type Platform,
  platformOf,
} from './architecture';
export type { CapacityProvider, ICapacity, PublishedPort } from './capacity';
export { buildContextHash, type BuildOptions } from './build-context';
export {
  Cluster,
  type ClusterProps,
  type ClusterService,
  type ContainerInsights,
  type ICluster,
} from './cluster';
export {
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  type ContainerDependency,
  type ContainerHealthCheck,
  type ContainerPortRange,
  type FireLensRouter,
  type FullPortMapping,
  type KernelCapabilities,
  type MountPoint,
  type PortMapping,
  type RestartPolicy,
  type SecretReference,
  type TmpfsMount,
  type Ulimit,
  type VolumeFrom,
} from './container-definition';
export {
  ContainerImage,
  type ImageVersion,
  type PrebuiltContextProps,
  type PrebuiltImageOptions,
  type RegistryCredentials,
  type RegistryImageOptions,
} from './container-image';
export {
  ContainerInstanceRole,
  type ContainerInstanceRoleProps,
  type IContainerInstanceRole,
} from './container-instance-role';
export { Ec2Capacity, type Ec2CapacityProps } from './ec2-capacity';
export type { CpuCredits, Ec2CapacityOptions } from './ec2-capacity-options';
export { type CapacityProviderStrategyItem } from './capacity-provider-strategy';
export { Ec2Service } from './ec2-service';
export {
  type DeploymentAlarms,
  type DeploymentCircuitBreaker,
  type Ec2ServiceProps,
} from './ec2-service-props';
export {
  type Ec2NetworkMode,
  Ec2TaskDefinition,
  type Ec2TaskDefinitionProps,
} from './ec2-task-definition';
export { EnvironmentFile } from './environment-file';
export { type EcrLifecycleRule } from './ecr-lifecycle-rule';
export { ecrRegistryAuth, type EcrRegistryAuthProps, ecrRegistryHost } from './ecr-registry-auth';
export {
  HostSecurityGroup,
  type HostSecurityGroupProps,
  type IHostSecurityGroup,
} from './host-security-group';
export { type BuildSecret, ImageBuild, type ImageBuildProps } from './image-build';
export {
  type IImageRepository,
  ImageRepository,
  type ImageRepositoryAttributes,
  type ImageRepositoryProps,
  type ImageTagMutability,
  type NamedRepositoryOptions,
  type RepositoryPolicyStatement,
} from './image-repository';
export type { ClusterAttributes } from './imported-cluster';
export type { InstanceRefresh } from './instance-refresh';
export type { SpotOptions } from './instances-distribution';
export {
  type AwsLogsOptions,
  type JsonFileOptions,
  type LogConfiguration,
  LogDriver,
  type LogOptions,
  type SplunkOptions,
} from './log-driver';
export { type ILogGroup, LogGroup, type LogGroupClass, type LogGroupProps } from './log-group';
export {
  type ImageLookup,
  type ImageLookupOptions,
  MachineImage,
  type OperatingSystem,
  type OwnImageOptions,
  type ParameterImageOptions,
} from './machine-image';
export type { ManagedScaling, ScalingOptions } from './managed-scaling';
export {
  type Egress,
  type HostAddresses,
  type INetwork,
  Network,
  type NetworkAttributes,
  type NetworkProps,
  type Subnet,
} from './network';
export { Peer, type PeerRule } from './peer';
export {
  PlacementConstraint,
  type PlacementConstraintRule,
  type PlacementRule,
  PlacementStrategy,
} from './placement';
export type { HostGroup, HostSize, PlacedService } from './placement-facts';
export {
  type ImportedRoleOptions,
  type IRole,
  type NamedRoleOptions,
  type PolicyConditions,
  type PolicyStatement,
  Role,
  type RolePrincipal,
  type RoleProps,
} from './role';
export {
  type AutoScaleTaskCountOptions,
  type MetricScalingOptions,
  ScalableTaskCount,
  type ScalableTaskCountProps,
  type ScheduleScalingOptions,
  type TargetTrackingOptions,
  type UtilizationScalingOptions,
} from './scalable-task-count';
export { Secret, type SecretsManagerOptions, type SsmParameterOptions } from './secret';
export { type Ec2ServiceAttributes, type IEc2Service } from './service';
export {
  type IEc2TaskDefinition,
  type ImportedTaskDefinitionOptions,
  type TaskReservation,
} from './task-definition';
export {
  type DockerVolumeOptions,
  type EfsVolumeOptions,
  Volume,
  type VolumeConfiguration,
  type VolumeTask,
} from './volume';
