export { Alarm } from './monitoring/alarm';
export type { AlarmOptions, AlarmProps, ComparisonOperator } from './monitoring/alarm-options';
export { Metric, type MetricOptions, type MetricProps } from './monitoring/metric';
export type { MetricStatistic, ScalingMetric } from './monitoring/scaling-metric';
export { acknowledge, type AcknowledgeOptions } from './support/acknowledge';
export type { AdoptedScaling, CapacityAttributes } from './hosts/adopted-capacity';
export type { AgentConfiguration } from './hosts/agent-configuration';
export { ACTIONS_WITHOUT_RESOURCE } from './iam/actions-without-resource';
export { type Architecture, architectureOf, platformOf } from './hosts/architecture';
export {
  ApplicationListener,
  type AddActionOptions,
  type AddApplicationTargetsOptions,
  type ApplicationListenerOptions,
  type ApplicationListenerProps,
  type RuleOptions,
} from './load-balancing/application-listener';
export {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
  type ApplicationLoadBalancerRedirectOptions,
} from './load-balancing/application-load-balancer';
export {
  ApplicationTargetGroup,
  type ApplicationTargetGroupOptions,
  type ApplicationTargetGroupProps,
  type TargetGroupProtocolVersion,
} from './load-balancing/application-target-group';
export type { CpuArchitecture, Platform } from './image/platform';
export type { CapacityProvider, ICapacity, PortVisitor, PublishedPort } from './hosts/capacity';
export { buildContextHash, type BuildOptions } from './image/build-context';
export { Cluster, type ClusterProps, type ContainerInsights } from './cluster/cluster';
export type { ClusterService, ICluster } from './cluster/cluster-contract';
export type {
  ExecuteCommandBucket,
  ExecuteCommandConfiguration,
  ExecuteCommandUse,
  SessionLogGroup,
} from './cluster/execute-command';
export {
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  type ContainerDependency,
  type ContainerHealthCheck,
  type ContainerPortRange,
  type Device,
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
} from './task/container-definition';
export {
  ContainerImage,
  type ImageVersion,
  type PrebuiltContextProps,
  type PrebuiltImageOptions,
  type RegistryCredentials,
  type RegistryImageOptions,
} from './image/container-image';
export {
  ContainerInstanceRole,
  type ContainerInstanceRoleProps,
  type IContainerInstanceRole,
} from './hosts/container-instance-role';
export { Ec2Capacity, type Ec2CapacityProps } from './hosts/ec2-capacity';
export type { CpuCredits, Ec2CapacityOptions } from './hosts/ec2-capacity-options';
export { type CapacityProviderStrategyItem } from './hosts/strategy-items';
export {
  type BlueGreenOptions,
  type CanaryOptions,
  type DeploymentHook,
  type DeploymentStage,
  DeploymentStrategy,
  type DeploymentStrategySettings,
  type LinearOptions,
} from './service/deployment-strategy';
export { Ec2Service } from './service/ec2-service';
export type { EbsVolumeType, ManagedEbsVolume } from './service/managed-ebs-volume';
export {
  CloudMapService,
  type CloudMapOptions,
  type CloudMapServiceProps,
} from './discovery/cloud-map-service';
export {
  HttpNamespace,
  type HttpNamespaceProps,
  type NamespaceAttributes,
  PrivateDnsNamespace,
  type PrivateDnsNamespaceProps,
} from './discovery/namespace';
export type {
  ServiceConnectOptions,
  ServiceConnectPort,
  ServiceConnectTls,
} from './discovery/service-connect';
export {
  type DeploymentAlarmOptions,
  MeasuredService,
  type NamedAlarm,
} from './service/measured-service';
export { MeasuredCluster } from './cluster/measured-cluster';
export {
  type AllowFromOptions,
  type EnableServiceConnectOptions,
  NetworkedService,
} from './service/networked-service';
export {
  type DeploymentAlarms,
  type DeploymentCircuitBreaker,
  type Ec2ServiceProps,
  type ForceNewDeployment,
} from './service/ec2-service-props';
export { Ec2TaskDefinition } from './task/ec2-task-definition';
export type { RawContainerDefinition, RawValue } from './task/raw-container';
export type { Ec2NetworkMode, Ec2TaskDefinitionProps } from './task/ec2-task-definition-props';
export type { Connections } from './task/connections';
export { FireLensConfigFile } from './task/fire-lens-config-file';
export { EnvironmentFile } from './task/environment-file';
export { type EcrLifecycleRule } from './image/ecr-lifecycle-rule';
export {
  ecrRegistryAuth,
  type EcrRegistryAuthProps,
  ecrRegistryHost,
} from './image/ecr-registry-auth';
export {
  HostSecurityGroup,
  type HostSecurityGroupProps,
  type IHostSecurityGroup,
} from './hosts/host-security-group';
export { ImageBuild } from './image/image-build';
export type { BuildSecret, ImageBuildProps } from './image/image-build-props';
export {
  ImageRepository,
  type ImageRepositoryProps,
  type NamedRepositoryOptions,
  type RepositoryPolicyStatement,
} from './image/image-repository';
export type {
  IImageRepository,
  ImageRepositoryAttributes,
  ImageTagMutability,
} from './image/image-repository-contract';
export type { ClusterAttributes } from './cluster/imported-cluster';
export type { InstanceRefresh } from './hosts/instance-refresh';
export type { SpotOptions } from './hosts/instances-distribution';
export {
  type AwsLogsOptions,
  type JsonFileOptions,
  type LogConfiguration,
  LogDriver,
  type LogOptions,
  type SplunkOptions,
} from './task/log-driver';
export { type ILogGroup, LogGroup, type LogGroupClass, type LogGroupProps } from './task/log-group';
export {
  type ImageLookup,
  type ImageLookupOptions,
  MachineImage,
  type OperatingSystem,
  type OwnImageOptions,
  type ParameterImageOptions,
} from './hosts/machine-image';
export type { ManagedScaling, ScalingOptions } from './hosts/managed-scaling';
export {
  type Egress,
  type HostAddresses,
  type INetwork,
  Network,
  type NetworkAttributes,
  type NetworkProps,
  type Subnet,
} from './network/network';
export type { IpProtocol } from './network/dual-stack';
export type { NetworkLookupOptions } from './network/looked-up-network';
export type { NatInstances } from './network/nat-instances';
export type { NatGateways } from './network/private-subnets';
export type { VpcEndpointTarget } from './network/vpc-endpoints';
export { Peer, type PeerRule, type SecurityGroupPeerOptions } from './network/peer';
export type { INamespace } from './network/namespace-contract';
export type { TaskNetworkOptions } from './network/task-network';
export {
  type ITaskSecurityGroup,
  TaskSecurityGroup,
  type TaskSecurityGroupProps,
} from './network/task-security-group';
export { type PortRange, SecurityGroupRules } from './network/security-group-rules';
export {
  PlacementConstraint,
  type PlacementConstraintRule,
  type PlacementRule,
  PlacementStrategy,
} from './placement/placement';
export type { PlacedService } from './placement/placed-service';
export type { FullHealthCheck, HealthCheck } from './load-balancing/health-check';
export { Listener, type ListenerOptions } from './load-balancing/listener';
export {
  type FixedResponseOptions,
  ListenerAction,
  type RedirectOptions,
  type WeightedTargetGroup,
} from './load-balancing/listener-action';
export { ListenerCondition, type QueryString } from './load-balancing/listener-condition';
export type {
  AlternateTargetGroup,
  ILoadBalancer,
  ILoadBalancerTarget,
  ITargetGroup,
  TargetGroupUse,
} from './load-balancing/load-balancing-contract';
export {
  type AccessLogs,
  LoadBalancer,
  type LoadBalancerProps,
} from './load-balancing/load-balancer';
export {
  ApplicationLoadBalancerMetrics,
  ApplicationTargetGroupMetrics,
  ElasticLoadBalancingMetrics,
  type HttpCodeElb,
  type HttpCodeTarget,
  HttpTargetMetrics,
  type MetricPlace,
  NetworkLoadBalancerMetrics,
  NetworkTargetGroupMetrics,
} from './load-balancing/load-balancer-metrics';
export {
  LoadBalancerSecurityGroup,
  type LoadBalancerSecurityGroupProps,
} from './load-balancing/load-balancer-security-group';
export {
  LoadBalancedEc2Service,
  type LoadBalancedEc2ServiceProps,
} from './service/load-balanced-ec2-service';
export type { LoadBalancerTargetOptions } from './service/load-balancer-target';
export {
  type AddNetworkTargetsOptions,
  NetworkListener,
  type NetworkListenerOptions,
  type NetworkListenerProps,
} from './load-balancing/network-listener';
export {
  NetworkLoadBalancer,
  type NetworkLoadBalancerProps,
} from './load-balancing/network-load-balancer';
export {
  NetworkTargetGroup,
  type NetworkTargetGroupOptions,
  type NetworkTargetGroupProps,
} from './load-balancing/network-target-group';
export { TargetGroup, type TargetGroupOptions } from './load-balancing/target-group';
export type { HostGroup, HostSize } from './hosts/host-group';
export {
  type ImportedRoleOptions,
  type NamedRoleOptions,
  Role,
  type RolePrincipal,
  type RoleProps,
} from './iam/role';
export { type BucketPermissionOptions, Permission, type PermissionOptions } from './iam/permission';
export type { ArnHolder, GrantedResource } from './iam/resource-arn';
export type { IRole, PolicyConditions, PolicyStatement } from './iam/role-contract';
export { ScalableTaskCount } from './service/scalable-task-count';
export type {
  AutoScaleTaskCountOptions,
  CustomMetricTrackingOptions,
  RequestCountScalingOptions,
  ScalableTaskCountProps,
  ScaledService,
  ScheduleScalingOptions,
  StepScalingOptions,
  TargetTrackingOptions,
  UtilizationScalingOptions,
} from './service/scaling-options';
export type { PredictiveScalingOptions } from './service/predictive-scaling';
export type { ScalingStep } from './service/step-scaling';
export type { ContainerOverride } from './jobs/container-override';
export { OneOffTask } from './jobs/one-off-task';
export type { OneOffTaskProps, RunsAfterTask } from './jobs/one-off-task-props';
export { ScheduledTask } from './jobs/scheduled-task';
export type { DeadLetterQueue, ScheduledTaskProps } from './jobs/scheduled-task-props';
export { Secret, type SecretsManagerOptions, type SsmParameterOptions } from './secrets/secret';
export { type Ec2ServiceAttributes, type IEc2Service } from './service/service';
export {
  type GrantRunOptions,
  type IEc2TaskDefinition,
  type ImportedTaskDefinitionOptions,
  type TaskReservation,
} from './task/task-definition';
export {
  type DockerVolumeOptions,
  type EfsVolumeOptions,
  Volume,
  type VolumeConfiguration,
  type VolumeTask,
} from './task/volume';
