/**
 * What ECS takes, by the name of the shape: `name:type`, with `!` where it must be given. Types: `s` text, `i` whole number,
 * `n` number, `b` boolean, `[x]` list, `{x}` map of x, else a shape of this table. The input of an action is
 * `<action>Request`.
 *
 * From the service model that the AWS SDKs are generated from.
 * https://github.com/boto/botocore/blob/develop/botocore/data/ecs/2014-11-13/service-2.json
 */
export const ECS_SHAPES: Readonly<Record<string, string>> = {
  AcceleratorCountRequest: 'min:i max:i',
  AcceleratorTotalMemoryMiBRequest: 'min:i max:i',
  AdvancedConfiguration:
    'alternateTargetGroupArn:s productionListenerRule:s testListenerRule:s roleArn:s',
  AutoRepairConfiguration: 'actionsStatus:s',
  AutoScalingGroupProvider:
    'autoScalingGroupArn!:s managedScaling:ManagedScaling managedTerminationProtection:s managedDraining:s',
  AutoScalingGroupProviderUpdate:
    'managedScaling:ManagedScaling managedTerminationProtection:s managedDraining:s',
  AwsVpcConfiguration: 'subnets!:[s] securityGroups:[s] assignPublicIp:s',
  BaselineEbsBandwidthMbpsRequest: 'min:i max:i',
  CanaryConfiguration: 'canaryPercent:n canaryBakeTimeInMinutes:i',
  CapacityProviderStrategyItem: 'capacityProvider!:s weight:i base:i',
  CapacityReservationRequest: 'reservationGroupArn:s reservationPreference:s',
  ClusterConfiguration:
    'executeCommandConfiguration:ExecuteCommandConfiguration managedStorageConfiguration:ManagedStorageConfiguration',
  ClusterServiceConnectDefaultsRequest: 'namespace!:s',
  ClusterSetting: 'name:s value:s',
  ContainerDefinition:
    'name:s image:s repositoryCredentials:RepositoryCredentials cpu:i memory:i memoryReservation:i links:[s] portMappings:[PortMapping] essential:b restartPolicy:ContainerRestartPolicy entryPoint:[s] command:[s] environment:[KeyValuePair] environmentFiles:[EnvironmentFile] mountPoints:[MountPoint] volumesFrom:[VolumeFrom] linuxParameters:LinuxParameters secrets:[Secret] dependsOn:[ContainerDependency] startTimeout:i stopTimeout:i versionConsistency:s hostname:s user:s workingDirectory:s disableNetworking:b privileged:b readonlyRootFilesystem:b dnsServers:[s] dnsSearchDomains:[s] extraHosts:[HostEntry] dockerSecurityOptions:[s] interactive:b pseudoTerminal:b dockerLabels:{s} ulimits:[Ulimit] logConfiguration:LogConfiguration healthCheck:HealthCheck systemControls:[SystemControl] resourceRequirements:[ResourceRequirement] firelensConfiguration:FirelensConfiguration credentialSpecs:[s]',
  ContainerDependency: 'containerName!:s condition!:s',
  ContainerOverride:
    'name:s command:[s] environment:[KeyValuePair] environmentFiles:[EnvironmentFile] cpu:i memory:i memoryReservation:i resourceRequirements:[ResourceRequirement]',
  ContainerRestartPolicy: 'enabled!:b ignoredExitCodes:[i] restartAttemptPeriod:i',
  CreateCapacityProviderRequest:
    'name!:s cluster:s autoScalingGroupProvider:AutoScalingGroupProvider managedInstancesProvider:CreateManagedInstancesProviderConfiguration tags:[Tag]',
  CreateClusterRequest:
    'clusterName:s tags:[Tag] settings:[ClusterSetting] configuration:ClusterConfiguration capacityProviders:[s] defaultCapacityProviderStrategy:[CapacityProviderStrategyItem] serviceConnectDefaults:ClusterServiceConnectDefaultsRequest',
  CreateManagedInstancesProviderConfiguration:
    'infrastructureRoleArn!:s instanceLaunchTemplate!:InstanceLaunchTemplate propagateTags:s infrastructureOptimization:InfrastructureOptimization autoRepairConfiguration:AutoRepairConfiguration',
  CreateServiceRequest:
    'cluster:s serviceName!:s taskDefinition:s availabilityZoneRebalancing:s loadBalancers:[LoadBalancer] serviceRegistries:[ServiceRegistry] desiredCount:i clientToken:s launchType:s capacityProviderStrategy:[CapacityProviderStrategyItem] platformVersion:s role:s deploymentConfiguration:DeploymentConfiguration placementConstraints:[PlacementConstraint] placementStrategy:[PlacementStrategy] networkConfiguration:NetworkConfiguration healthCheckGracePeriodSeconds:i schedulingStrategy:s deploymentController:DeploymentController tags:[Tag] enableECSManagedTags:b propagateTags:s enableExecuteCommand:b serviceConnectConfiguration:ServiceConnectConfiguration volumeConfigurations:[ServiceVolumeConfiguration] vpcLatticeConfigurations:[VpcLatticeConfiguration]',
  CreatedAt: 'before:n after:n',
  DeleteCapacityProviderRequest: 'capacityProvider!:s cluster:s',
  DeleteClusterRequest: 'cluster!:s',
  DeleteServiceRequest: 'cluster:s service!:s force:b',
  DeploymentAlarms: 'alarmNames!:[s] rollback!:b enable!:b',
  DeploymentCircuitBreaker: 'enable!:b rollback!:b',
  DeploymentConfiguration:
    'deploymentCircuitBreaker:DeploymentCircuitBreaker maximumPercent:i minimumHealthyPercent:i alarms:DeploymentAlarms strategy:s bakeTimeInMinutes:i lifecycleHooks:[DeploymentLifecycleHook] linearConfiguration:LinearConfiguration canaryConfiguration:CanaryConfiguration',
  DeploymentController: 'type!:s',
  DeploymentLifecycleHook:
    'targetType:s hookTargetArn:s roleArn:s lifecycleStages:[s] hookDetails:HookDetails timeoutConfiguration:DeploymentLifecycleHookTimeoutConfiguration',
  DeploymentLifecycleHookTimeoutConfiguration: 'timeoutInMinutes:i action:s',
  DeregisterTaskDefinitionRequest: 'taskDefinition!:s',
  DescribeCapacityProvidersRequest:
    'capacityProviders:[s] cluster:s include:[s] maxResults:i nextToken:s',
  DescribeClustersRequest: 'clusters:[s] include:[s]',
  DescribeContainerInstancesRequest: 'cluster:s containerInstances!:[s] include:[s]',
  DescribeServiceDeploymentsRequest: 'serviceDeploymentArns!:[s]',
  DescribeServiceRevisionsRequest: 'serviceRevisionArns!:[s]',
  DescribeServicesRequest: 'cluster:s services!:[s] include:[s]',
  DescribeTaskDefinitionRequest: 'taskDefinition!:s include:[s]',
  DescribeTasksRequest: 'cluster:s tasks!:[s] include:[s]',
  Device: 'hostPath!:s containerPath:s permissions:[s]',
  DockerVolumeConfiguration: 'scope:s autoprovision:b driver:s driverOpts:{s} labels:{s}',
  EBSTagSpecification: 'resourceType!:s tags:[Tag] propagateTags:s',
  EFSAuthorizationConfig: 'accessPointId:s iam:s',
  EFSVolumeConfiguration:
    'fileSystemId!:s rootDirectory:s transitEncryption:s transitEncryptionPort:i authorizationConfig:EFSAuthorizationConfig',
  EnvironmentFile: 'value!:s type!:s',
  EphemeralStorage: 'sizeInGiB!:i',
  ExecuteCommandConfiguration:
    'kmsKeyId:s logging:s logConfiguration:ExecuteCommandLogConfiguration',
  ExecuteCommandLogConfiguration:
    'cloudWatchLogGroupName:s cloudWatchEncryptionEnabled:b s3BucketName:s s3EncryptionEnabled:b s3KeyPrefix:s',
  FSxWindowsFileServerAuthorizationConfig: 'credentialsParameter!:s domain!:s',
  FSxWindowsFileServerVolumeConfiguration:
    'fileSystemId!:s rootDirectory!:s authorizationConfig!:FSxWindowsFileServerAuthorizationConfig',
  FirelensConfiguration: 'type!:s options:{s}',
  HealthCheck: 'command!:[s] interval:i timeout:i retries:i startPeriod:i',
  HookDetails: '',
  HostEntry: 'hostname!:s ipAddress!:s',
  HostVolumeProperties: 'sourcePath:s',
  InferenceAccelerator: 'deviceName!:s deviceType!:s',
  InferenceAcceleratorOverride: 'deviceName:s deviceType:s',
  InfrastructureOptimization: 'scaleInAfter:i',
  InstanceLaunchTemplate:
    'ec2InstanceProfileArn!:s networkConfiguration!:ManagedInstancesNetworkConfiguration storageConfiguration:ManagedInstancesStorageConfiguration localStorageConfiguration:ManagedInstancesLocalStorageConfiguration monitoring:s capacityOptionType:s instanceMetadataTagsPropagation:b instanceRequirements:InstanceRequirementsRequest fipsEnabled:b capacityReservations:CapacityReservationRequest',
  InstanceLaunchTemplateUpdate:
    'ec2InstanceProfileArn:s networkConfiguration:ManagedInstancesNetworkConfiguration storageConfiguration:ManagedInstancesStorageConfiguration instanceMetadataTagsPropagation:b localStorageConfiguration:ManagedInstancesLocalStorageConfiguration monitoring:s instanceRequirements:InstanceRequirementsRequest capacityReservations:CapacityReservationRequest',
  InstanceRequirementsRequest:
    'vCpuCount!:VCpuCountRangeRequest memoryMiB!:MemoryMiBRequest cpuManufacturers:[s] memoryGiBPerVCpu:MemoryGiBPerVCpuRequest excludedInstanceTypes:[s] instanceGenerations:[s] spotMaxPricePercentageOverLowestPrice:i onDemandMaxPricePercentageOverLowestPrice:i bareMetal:s burstablePerformance:s requireHibernateSupport:b networkInterfaceCount:NetworkInterfaceCountRequest localStorage:s localStorageTypes:[s] totalLocalStorageGB:TotalLocalStorageGBRequest baselineEbsBandwidthMbps:BaselineEbsBandwidthMbpsRequest acceleratorTypes:[s] acceleratorCount:AcceleratorCountRequest acceleratorManufacturers:[s] acceleratorNames:[s] acceleratorTotalMemoryMiB:AcceleratorTotalMemoryMiBRequest networkBandwidthGbps:NetworkBandwidthGbpsRequest allowedInstanceTypes:[s] maxSpotPriceAsPercentageOfOptimalOnDemandPrice:i',
  KernelCapabilities: 'add:[s] drop:[s]',
  KeyValuePair: 'name:s value:s',
  LinearConfiguration: 'stepPercent:n stepBakeTimeInMinutes:i',
  LinuxParameters:
    'capabilities:KernelCapabilities devices:[Device] initProcessEnabled:b sharedMemorySize:i tmpfs:[Tmpfs] maxSwap:i swappiness:i',
  ListContainerInstancesRequest: 'cluster:s filter:s nextToken:s maxResults:i status:s',
  ListServiceDeploymentsRequest:
    'service!:s cluster:s status:[s] createdAt:CreatedAt nextToken:s maxResults:i',
  ListServicesRequest:
    'cluster:s nextToken:s maxResults:i launchType:s schedulingStrategy:s resourceManagementType:s',
  ListTagsForResourceRequest: 'resourceArn!:s',
  ListTaskDefinitionsRequest: 'familyPrefix:s status:s sort:s nextToken:s maxResults:i',
  ListTasksRequest:
    'cluster:s containerInstance:s family:s nextToken:s maxResults:i startedBy:s serviceName:s desiredStatus:s launchType:s daemonName:s',
  LoadBalancer:
    'targetGroupArn:s loadBalancerName:s containerName:s containerPort:i advancedConfiguration:AdvancedConfiguration',
  LogConfiguration: 'logDriver!:s options:{s} secretOptions:[Secret]',
  ManagedInstancesLocalStorageConfiguration: 'useLocalStorage:b',
  ManagedInstancesNetworkConfiguration: 'subnets:[s] securityGroups:[s]',
  ManagedInstancesStorageConfiguration: 'storageSizeGiB:i',
  ManagedScaling:
    'status:s targetCapacity:i minimumScalingStepSize:i maximumScalingStepSize:i instanceWarmupPeriod:i',
  ManagedStorageConfiguration: 'kmsKeyId:s fargateEphemeralStorageKmsKeyId:s',
  MemoryGiBPerVCpuRequest: 'min:n max:n',
  MemoryMiBRequest: 'min!:i max:i',
  MountPoint: 'sourceVolume:s containerPath:s readOnly:b',
  NetworkBandwidthGbpsRequest: 'min:n max:n',
  NetworkConfiguration: 'awsvpcConfiguration:AwsVpcConfiguration',
  NetworkInterfaceCountRequest: 'min:i max:i',
  PlacementConstraint: 'type:s expression:s',
  PlacementStrategy: 'type:s field:s',
  PortMapping: 'containerPort:i hostPort:i protocol:s name:s appProtocol:s containerPortRange:s',
  ProxyConfiguration: 'type:s containerName!:s properties:[KeyValuePair]',
  PutClusterCapacityProvidersRequest:
    'cluster!:s capacityProviders!:[s] defaultCapacityProviderStrategy!:[CapacityProviderStrategyItem]',
  RegisterTaskDefinitionRequest:
    'family!:s taskRoleArn:s executionRoleArn:s networkMode:s containerDefinitions!:[ContainerDefinition] volumes:[Volume] placementConstraints:[TaskDefinitionPlacementConstraint] requiresCompatibilities:[s] cpu:s memory:s tags:[Tag] pidMode:s ipcMode:s proxyConfiguration:ProxyConfiguration inferenceAccelerators:[InferenceAccelerator] ephemeralStorage:EphemeralStorage runtimePlatform:RuntimePlatform enableFaultInjection:b',
  RepositoryCredentials: 'credentialsParameter!:s',
  ResourceRequirement: 'value!:s type!:s',
  RunTaskRequest:
    'capacityProviderStrategy:[CapacityProviderStrategyItem] cluster:s count:i enableECSManagedTags:b enableExecuteCommand:b group:s launchType:s networkConfiguration:NetworkConfiguration overrides:TaskOverride placementConstraints:[PlacementConstraint] placementStrategy:[PlacementStrategy] platformVersion:s propagateTags:s referenceId:s startedBy:s tags:[Tag] taskDefinition!:s clientToken:s volumeConfigurations:[TaskVolumeConfiguration]',
  RuntimePlatform: 'cpuArchitecture:s operatingSystemFamily:s',
  S3FilesVolumeConfiguration:
    'fileSystemArn!:s rootDirectory:s transitEncryptionPort:i accessPointArn:s',
  Secret: 'name!:s valueFrom!:s',
  ServiceConnectAccessLogConfiguration: 'format!:s includeQueryParameters:s',
  ServiceConnectClientAlias: 'port!:i dnsName:s testTrafficRules:ServiceConnectTestTrafficRules',
  ServiceConnectConfiguration:
    'enabled!:b namespace:s services:[ServiceConnectService] logConfiguration:LogConfiguration accessLogConfiguration:ServiceConnectAccessLogConfiguration',
  ServiceConnectService:
    'portName!:s discoveryName:s clientAliases:[ServiceConnectClientAlias] ingressPortOverride:i timeout:TimeoutConfiguration tls:ServiceConnectTlsConfiguration',
  ServiceConnectTestTrafficHeaderMatchRules: 'exact!:s',
  ServiceConnectTestTrafficHeaderRules: 'name!:s value:ServiceConnectTestTrafficHeaderMatchRules',
  ServiceConnectTestTrafficRules: 'header!:ServiceConnectTestTrafficHeaderRules',
  ServiceConnectTlsCertificateAuthority: 'awsPcaAuthorityArn:s',
  ServiceConnectTlsConfiguration:
    'issuerCertificateAuthority!:ServiceConnectTlsCertificateAuthority kmsKey:s roleArn:s',
  ServiceManagedEBSVolumeConfiguration:
    'encrypted:b kmsKeyId:s volumeType:s sizeInGiB:i snapshotId:s volumeInitializationRate:i iops:i throughput:i tagSpecifications:[EBSTagSpecification] roleArn!:s filesystemType:s',
  ServiceRegistry: 'registryArn:s port:i containerName:s containerPort:i',
  ServiceVolumeConfiguration: 'name!:s managedEBSVolume:ServiceManagedEBSVolumeConfiguration',
  StartTaskRequest:
    'cluster:s containerInstances!:[s] enableECSManagedTags:b enableExecuteCommand:b group:s networkConfiguration:NetworkConfiguration overrides:TaskOverride propagateTags:s referenceId:s startedBy:s tags:[Tag] taskDefinition!:s volumeConfigurations:[TaskVolumeConfiguration]',
  StopServiceDeploymentRequest: 'serviceDeploymentArn!:s stopType:s',
  StopTaskRequest: 'cluster:s task!:s reason:s',
  SystemControl: 'namespace:s value:s',
  Tag: 'key:s value:s',
  TagResourceRequest: 'resourceArn!:s tags!:[Tag]',
  TaskDefinitionPlacementConstraint: 'type:s expression:s',
  TaskManagedEBSVolumeConfiguration:
    'encrypted:b kmsKeyId:s volumeType:s sizeInGiB:i snapshotId:s volumeInitializationRate:i iops:i throughput:i tagSpecifications:[EBSTagSpecification] roleArn!:s terminationPolicy:TaskManagedEBSVolumeTerminationPolicy filesystemType:s',
  TaskManagedEBSVolumeTerminationPolicy: 'deleteOnTermination!:b',
  TaskOverride:
    'containerOverrides:[ContainerOverride] cpu:s inferenceAcceleratorOverrides:[InferenceAcceleratorOverride] executionRoleArn:s memory:s taskRoleArn:s ephemeralStorage:EphemeralStorage',
  TaskVolumeConfiguration: 'name!:s managedEBSVolume:TaskManagedEBSVolumeConfiguration',
  TimeoutConfiguration: 'idleTimeoutSeconds:i perRequestTimeoutSeconds:i',
  Tmpfs: 'containerPath!:s size!:i mountOptions:[s]',
  TotalLocalStorageGBRequest: 'min:n max:n',
  Ulimit: 'name!:s softLimit!:i hardLimit!:i',
  UntagResourceRequest: 'resourceArn!:s tagKeys!:[s]',
  UpdateCapacityProviderRequest:
    'name!:s cluster:s autoScalingGroupProvider:AutoScalingGroupProviderUpdate managedInstancesProvider:UpdateManagedInstancesProviderConfiguration',
  UpdateContainerInstancesStateRequest: 'cluster:s containerInstances!:[s] status!:s',
  UpdateManagedInstancesProviderConfiguration:
    'infrastructureRoleArn!:s instanceLaunchTemplate!:InstanceLaunchTemplateUpdate propagateTags:s infrastructureOptimization:InfrastructureOptimization autoRepairConfiguration:AutoRepairConfiguration',
  UpdateServiceRequest:
    'cluster:s service!:s desiredCount:i taskDefinition:s capacityProviderStrategy:[CapacityProviderStrategyItem] deploymentConfiguration:DeploymentConfiguration availabilityZoneRebalancing:s networkConfiguration:NetworkConfiguration placementConstraints:[PlacementConstraint] placementStrategy:[PlacementStrategy] platformVersion:s forceNewDeployment:b healthCheckGracePeriodSeconds:i deploymentController:DeploymentController enableExecuteCommand:b enableECSManagedTags:b loadBalancers:[LoadBalancer] propagateTags:s serviceRegistries:[ServiceRegistry] serviceConnectConfiguration:ServiceConnectConfiguration volumeConfigurations:[ServiceVolumeConfiguration] vpcLatticeConfigurations:[VpcLatticeConfiguration]',
  VCpuCountRangeRequest: 'min!:i max:i',
  Volume:
    'name:s host:HostVolumeProperties dockerVolumeConfiguration:DockerVolumeConfiguration efsVolumeConfiguration:EFSVolumeConfiguration s3filesVolumeConfiguration:S3FilesVolumeConfiguration fsxWindowsFileServerVolumeConfiguration:FSxWindowsFileServerVolumeConfiguration configuredAtLaunch:b',
  VolumeFrom: 'sourceContainer:s readOnly:b',
  VpcLatticeConfiguration: 'roleArn!:s targetGroupArn!:s portName!:s',
};
