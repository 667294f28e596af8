/**
 * The options of the public interfaces, one interface a line, for callers whose compiler does not check them. Written by
 * `tools/generate-option-shapes.mjs` from the types themselves.
 *
 * `name=kind`, with a question mark where it may be left out. A kind is `string`, `number`, `boolean`, `function`,
 * `'literal'`, `[list of a kind]`, `{map of a kind}`, `#Interface` of this table, `@Thing` of the one below, or `*`.
 */
export const OPTION_SHAPES = `
AccessLogs bucketName=string; prefix?=string
AcknowledgeOptions id=string; reason=string; of?=string; expires?=string
AddActionOptions action=@ListenerAction; priority?=number; conditions?=[@ListenerCondition]
AddApplicationTargetsOptions targets=[@ILoadBalancerTarget]; shiftTraffic?=boolean; priority?=number; conditions?=[@ListenerCondition]; protocolVersion?='HTTP1' | 'HTTP2' | 'GRPC'; slowStartSeconds?=number; stickinessCookieDurationSeconds?=number; stickinessCookieName?=string; loadBalancingAlgorithmType?='round_robin' | 'least_outstanding_requests' | 'weighted_random'; healthCheck?=#HealthCheck; deregistrationDelaySeconds?=number
AddNetworkTargetsOptions targets=[@ILoadBalancerTarget]; preserveClientIp?=boolean; connectionTermination?=boolean; healthCheck?=#HealthCheck; deregistrationDelaySeconds?=number
AdoptedScaling autoScalingGroupArn=string; capacityProviderName=string; targetCapacityPercent?=number; terminationProtection?=boolean; draining?=boolean; minimumScalingStepSize?=number; maximumScalingStepSize?=number; instanceWarmupSeconds?=number
AgentConfiguration reservedMemoryMiB?=number; imagePullBehavior?='default' | 'always' | 'once' | 'prefer-cached'; taskCleanupWaitSeconds?=number; imageCleanupIntervalSeconds?=number; imageMinimumCleanupAgeSeconds?=number; containerStopTimeoutSeconds?=number; taskIamRole?=boolean; blockInstanceMetadataForAwsVpc?=boolean; spotInstanceDraining?=boolean; logDrivers?=[string]; logLevel?='crit' | 'error' | 'warn' | 'info' | 'debug'; instanceAttributes?={string}; additional?={string}
AlarmOptions alarmName=string; threshold=number; evaluationPeriods=number; datapointsToAlarm?=number; periodSeconds?=number; comparisonOperator?='GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold'; treatMissingData?='missing' | 'notBreaching' | 'breaching' | 'ignore'; alarmDescription?=string; alarmActions?=[string]; okActions?=[string]; insufficientDataActions?=[string]
AlarmProps metric=#ScalingMetric; alarmName=string; threshold=number; evaluationPeriods=number; datapointsToAlarm?=number; periodSeconds?=number; comparisonOperator?='GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold'; treatMissingData?='missing' | 'notBreaching' | 'breaching' | 'ignore'; alarmDescription?=string; alarmActions?=[string]; okActions?=[string]; insufficientDataActions?=[string]
AllowFromOptions containerPort?=number; protocol?='tcp' | 'udp'
ApplicationListenerOptions protocol?='HTTP' | 'HTTPS'; defaultAction?=@ListenerAction; port=number; certificateArns?=[string]; sslPolicy?=string; peers?=[@Peer]
ApplicationListenerProps loadBalancer=@ApplicationLoadBalancer; protocol?='HTTP' | 'HTTPS'; defaultAction?=@ListenerAction; port=number; certificateArns?=[string]; sslPolicy?=string; peers?=[@Peer]
ApplicationLoadBalancerProps idleTimeoutSeconds?=number; loadBalancerName=string; network=@INetwork; internetFacing?=boolean; subnets?=[#Subnet]; ipAddressType?='ipv4' | 'dualstack'; accessLogs?=#AccessLogs; deletionProtection?=boolean
ApplicationLoadBalancerRedirectOptions peers?=[@Peer]; sourcePort?=number; targetPort?=number
ApplicationTargetGroupProps loadBalancer=@ILoadBalancer; protocolVersion?='HTTP1' | 'HTTP2' | 'GRPC'; slowStartSeconds?=number; stickinessCookieDurationSeconds?=number; stickinessCookieName?=string; loadBalancingAlgorithmType?='round_robin' | 'least_outstanding_requests' | 'weighted_random'; healthCheck?=#HealthCheck; deregistrationDelaySeconds?=number
ArnHolder arn=string
AutoScaleTaskCountOptions minCapacity?=number; maxCapacity=number
AwsLogsOptions logGroup=@ILogGroup; streamPrefix=string; mode?='non-blocking' | 'blocking'; maxBufferSizeMiB?=number
BlueGreenOptions bakeTimeMinutes?=number; hooks?=[#DeploymentHook]
BucketPermissionOptions keys?=string; encryptionKey?=string | #ArnHolder
BuildOptions platform='linux/amd64' | 'linux/arm64'; dockerfile?=string; buildArgs?={string}; target?=string; labels?={string}
CanaryOptions canaryPercent?=number; canaryBakeTimeMinutes?=number; bakeTimeMinutes?=number; hooks?=[#DeploymentHook]
CapacityAttributes instanceTypes=[string]; availabilityZones=[string]; instanceCount?=number; maxInstanceCount?=number; architecture?='x86_64' | 'arm64'; reservedMemoryMiB?=number; awsvpcTrunking?=boolean; securityGroup?=@IHostSecurityGroup; capacityProviderName?=string; managedScaling?=#AdoptedScaling
CapacityProviderStrategyItem capacity=@ICapacity; weight?=number; base?=number
CloudMapOptions namespace=@INamespace; cloudMapName?=string; dnsRecordType?='A' | 'SRV'; dnsTtlSeconds?=number; containerName?=string; containerPort?=number
CloudMapServiceProps serviceName=string; networkMode?=string; namespace=@INamespace; cloudMapName?=string; dnsRecordType?='A' | 'SRV'; dnsTtlSeconds?=number; containerName?=string; containerPort?=number
ClusterAttributes clusterName=string; clusterArn?=string; executeCommand?=#ExecuteCommandConfiguration; serviceConnectNamespace?=@INamespace; capacities?={#CapacityAttributes}
ClusterProps clusterName=string; network=@INetwork; containerInsights?='disabled' | 'enabled' | 'enhanced'; executeCommand?=#ExecuteCommandConfiguration; serviceConnectNamespace?=@INamespace
ContainerDefinitionOptions containerName?=string; image=@ContainerImage; memoryReservationMiB?=number; memoryLimitMiB?=number; cpu?=number; portMappings?=[#PortMapping]; containerPortRanges?=[#ContainerPortRange]; environment?={string}; connections?={@Permission | [@Permission]}; plainEnvironmentNames?=[string]; secrets?={@Secret}; environmentFiles?=[@EnvironmentFile]; command?=[string]; entryPoint?=[string]; workingDirectory?=string; essential?=boolean; readonlyRootFilesystem?=boolean; stopTimeoutSeconds?=number; startTimeoutSeconds?=number; logging?=@LogDriver; fireLensRouter?=#FireLensRouter; user?=string; initProcessEnabled?=boolean; healthCheck?=#ContainerHealthCheck; restartPolicy?=#RestartPolicy; dependsOn?=[#ContainerDependency]; mountPoints?=[#MountPoint]; volumesFrom?=[#VolumeFrom]; tmpfs?=[#TmpfsMount]; sharedMemorySizeMiB?=number; devices?=[#Device]; gpuCount?=number; maxSwapMiB?=number; swappiness?=number; capabilities?=#KernelCapabilities; privileged?=boolean; ulimits?=[#Ulimit]; systemControls?={string}; dockerLabels?={string}; dockerSecurityOptions?=[string]; extraHosts?={string}; dnsServers?=[string]; dnsSearchDomains?=[string]; hostname?=string; disableNetworking?=boolean; interactive?=boolean; pseudoTerminal?=boolean; versionConsistency?='disabled' | 'enabled'; raw?={boolean | string | number | [*] | {*}}
ContainerDependency containerName=string; condition='START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY'
ContainerHealthCheck command=[string]; intervalSeconds?=number; timeoutSeconds?=number; retries?=number; startPeriodSeconds?=number
ContainerInstanceRoleProps cluster=@Cluster; roleName?=string; sessionManager?=boolean; permissionsBoundaryArn?=string
ContainerOverride containerName=string; command?=[string]; environment?={string}; plainEnvironmentNames?=[string]; cpu?=number; memoryLimitMiB?=number; memoryReservationMiB?=number
ContainerPortRange from=number; to=number; protocol?='tcp' | 'udp'
CustomMetricTrackingOptions targetValue=number; scaleInCooldownSeconds?=number; scaleOutCooldownSeconds?=number; disableScaleIn?=boolean; namespace=string; metricName=string; statistic='Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | string; dimensions?={string}
DeploymentAlarmOptions rollback?=boolean
DeploymentAlarms alarmNames=[string]; rollback?=boolean
DeploymentCircuitBreaker enable?=boolean; rollback?=boolean
DeploymentHook functionArn=string; role=@IRole; stages=['RECONCILE_SERVICE' | 'PRE_SCALE_UP' | 'POST_SCALE_UP' | 'TEST_TRAFFIC_SHIFT' | 'POST_TEST_TRAFFIC_SHIFT' | 'PRODUCTION_TRAFFIC_SHIFT' | 'POST_PRODUCTION_TRAFFIC_SHIFT']
Device hostPath=string; containerPath?=string; permissions?=['read' | 'write' | 'mknod']
DockerVolumeOptions scope?='task' | 'shared'; autoprovision?=boolean; driver?=string; driverOptions?={string}; labels?={string}
Ec2CapacityOptions instanceType=string; otherInstanceTypes?=[string]; instanceCount=number; managedScaling?=#ManagedScaling; spot?=#SpotOptions; machineImage?=@MachineImage; architecture?='x86_64' | 'arm64'; agentConfiguration?=#AgentConfiguration; awsvpcTrunking?=boolean; additionalUserData?=string; availabilityZoneCount?=number; availabilityZoneDistribution?='balanced-best-effort' | 'balanced-only'; associatePublicIpAddress?=boolean; securityGroup?=@IHostSecurityGroup; additionalSecurityGroupIds?=[string]; containerInstanceRole?=@IContainerInstanceRole; autoScalingGroupName?=string; rootVolumeSizeGiB?=number; volumeIops?=number; volumeThroughputMiBps?=number; volumeKmsKeyArn?=string; detailedMonitoring?=boolean; metadataHopLimit?=number; cpuCredits?='standard' | 'unlimited'; instanceWarmupSeconds?=number; instanceRefresh?='disabled' | #InstanceRefresh; maxInstanceLifetimeDays?=number; forceDelete?=boolean; checkInstanceTypeOfferings?=boolean; tags?={string}; tagVolumes?=boolean
Ec2CapacityProps cluster=@Cluster; instanceType=string; otherInstanceTypes?=[string]; instanceCount=number; managedScaling?=#ManagedScaling; spot?=#SpotOptions; machineImage?=@MachineImage; architecture?='x86_64' | 'arm64'; agentConfiguration?=#AgentConfiguration; awsvpcTrunking?=boolean; additionalUserData?=string; availabilityZoneCount?=number; availabilityZoneDistribution?='balanced-best-effort' | 'balanced-only'; associatePublicIpAddress?=boolean; securityGroup?=@IHostSecurityGroup; additionalSecurityGroupIds?=[string]; containerInstanceRole?=@IContainerInstanceRole; autoScalingGroupName?=string; rootVolumeSizeGiB?=number; volumeIops?=number; volumeThroughputMiBps?=number; volumeKmsKeyArn?=string; detailedMonitoring?=boolean; metadataHopLimit?=number; cpuCredits?='standard' | 'unlimited'; instanceWarmupSeconds?=number; instanceRefresh?='disabled' | #InstanceRefresh; maxInstanceLifetimeDays?=number; forceDelete?=boolean; checkInstanceTypeOfferings?=boolean; tags?={string}; tagVolumes?=boolean
Ec2ServiceAttributes serviceName=string; cluster=*
Ec2ServiceProps serviceName=string; cluster=@ICluster; taskDefinition=@IEc2TaskDefinition; managedEbsVolume?=#ManagedEbsVolume; schedulingStrategy?='REPLICA' | 'DAEMON'; desiredCount?=number; desiredCountOwner?='terraform' | 'autoscaling'; revisionOwner?='terraform' | 'pipeline'; capacityProviderStrategy?=[#CapacityProviderStrategyItem]; minimumHealthyPercent?=number; maximumPercent?=number; deploymentStrategy?=@DeploymentStrategy; forceNewDeployment?=#ForceNewDeployment; circuitBreaker?=#DeploymentCircuitBreaker; deploymentAlarms?=#DeploymentAlarms; placementStrategies?=[@PlacementStrategy]; placementConstraints?=[@PlacementConstraint]; availabilityZoneRebalancing?=boolean; enableExecuteCommand?=boolean; healthCheckGracePeriodSeconds?=number; waitForSteadyState?=boolean; timeoutMinutes?=number; forceDelete?=boolean; propagateTags?='NONE' | 'SERVICE' | 'TASK_DEFINITION'; peers?=[@Peer]; dynamicPortPeers?=[@Peer]; taskSubnets?=[#Subnet]; taskSecurityGroups?=[@ITaskSecurityGroup]
Ec2TaskDefinitionProps family=string; cpu?=number; memoryMiB?=number; networkMode?=string; executionRoleName?=string; executionRole?=@IRole; taskRole?=@IRole; permissionsBoundaryArn?=string; pidMode?='host' | 'task'; ipcMode?='none' | 'host' | 'task'; placementConstraints?=[@PlacementConstraint]; retainRevisions?=boolean
EcrLifecycleRule tagStatus='untagged' | 'tagged' | 'any'; tagPatterns?=[string]; expireAfterDays?=number; keepNewest?=number; description?=string; priority?=number
EcrRegistryAuthProps method='credential-helper' | 'token'; accountId?=string; region?=string
EfsVolumeOptions fileSystemId=string; rootDirectory?=string; accessPointId?=string; iamAuthorization?=boolean; transitEncryption?=boolean
EnableServiceConnectOptions servers?=[@NetworkedService]; namespace?=@INamespace; ports?=[#ServiceConnectPort]; logging?=@LogDriver
ExecuteCommandBucket bucketName=string; keyPrefix?=string; encrypted?=boolean
ExecuteCommandConfiguration logging?='DEFAULT' | 'NONE'; logGroup?=#SessionLogGroup; bucket?=#ExecuteCommandBucket; kmsKeyArn?=string
FireLensRouter type='fluentbit' | 'fluentd'; configFile?=@FireLensConfigFile; enableEcsLogMetadata?=boolean; options?={string}
FixedResponseOptions contentType?='text/plain' | 'text/css' | 'text/html' | 'application/javascript' | 'application/json'; messageBody?=string
ForceNewDeployment triggers?={string}
GrantRunOptions clusterArn?=string
HealthCheck protocol?='HTTP' | 'TCP'; path?=string; port?=number; intervalSeconds?=number; timeoutSeconds?=number; healthyThresholdCount?=number; unhealthyThresholdCount?=number; healthyHttpCodes?=string
HostSecurityGroupProps securityGroupName=string; vpcId=string; ipProtocol?='ipv4-only' | 'dual-stack'
HttpNamespaceProps namespaceName=string; description?=string
ImageBuildProps repository=@IImageRepository; context=string; alsoTag?=[string]; builder?=string; condition?=*; imageReference?='tag' | 'digest'; keepRemotely?=boolean; cacheFrom?=[string]; secrets?=[*]; buildLogFile?=string; platform='linux/amd64' | 'linux/arm64'; dockerfile?=string; buildArgs?={string}; target?=string; labels?={string}
ImageLookupOptions lookup?='at-apply' | 'at-launch'
ImageRepositoryAttributes repositoryName=string; repositoryArn=string; repositoryUrl=string; imageTagMutability?='IMMUTABLE' | 'MUTABLE'
ImageRepositoryProps repositoryName=string; imageTagMutability?='IMMUTABLE' | 'MUTABLE'; scanOnPush?=boolean; encryption?='KMS' | 'AES256'; encryptionKeyArn?=string; forceDelete?=boolean; untaggedExpireAfterDays?=number; keepNewestTagged?=number; lifecycleRules?=[#EcrLifecycleRule]
ImportedRoleOptions mutable?=boolean
ImportedTaskDefinitionOptions executionRole?=@IRole; taskRole?=@IRole; networkMode?='none' | 'bridge' | 'awsvpc' | 'host'
InstanceRefresh minHealthyPercent?=number; maxHealthyPercent?=number; protectedInstances?='Refresh' | 'Ignore' | 'Wait'; standbyInstances?='Ignore' | 'Wait' | 'Terminate'; skipMatching?=boolean
JsonFileOptions maxSizeMiB?=number; maxFiles?=number
KernelCapabilities add?=[string]; drop?=[string]
LinearOptions stepPercent?=number; stepBakeTimeMinutes?=number; bakeTimeMinutes?=number; hooks?=[#DeploymentHook]
LoadBalancedEc2ServiceProps loadBalancerName?=string; network?=@INetwork; peers?=[@Peer]; certificateArns?=[string]; listenerPort?=number; serviceName=string; cluster=@ICluster; taskDefinition=@IEc2TaskDefinition; managedEbsVolume?=#ManagedEbsVolume; schedulingStrategy?='REPLICA' | 'DAEMON'; desiredCount?=number; desiredCountOwner?='terraform' | 'autoscaling'; revisionOwner?='terraform' | 'pipeline'; capacityProviderStrategy?=[#CapacityProviderStrategyItem]; minimumHealthyPercent?=number; maximumPercent?=number; deploymentStrategy?=@DeploymentStrategy; forceNewDeployment?=#ForceNewDeployment; circuitBreaker?=#DeploymentCircuitBreaker; deploymentAlarms?=#DeploymentAlarms; placementStrategies?=[@PlacementStrategy]; placementConstraints?=[@PlacementConstraint]; availabilityZoneRebalancing?=boolean; enableExecuteCommand?=boolean; healthCheckGracePeriodSeconds?=number; waitForSteadyState?=boolean; timeoutMinutes?=number; forceDelete?=boolean; propagateTags?='NONE' | 'SERVICE' | 'TASK_DEFINITION'; taskSubnets?=[#Subnet]; taskSecurityGroups?=[@ITaskSecurityGroup]; idleTimeoutSeconds?=number; internetFacing?=boolean; subnets?=[#Subnet]; ipAddressType?='ipv4' | 'dualstack'; accessLogs?=#AccessLogs; deletionProtection?=boolean; protocolVersion?='HTTP1' | 'HTTP2' | 'GRPC'; slowStartSeconds?=number; stickinessCookieDurationSeconds?=number; stickinessCookieName?=string; loadBalancingAlgorithmType?='round_robin' | 'least_outstanding_requests' | 'weighted_random'; healthCheck?=#HealthCheck; deregistrationDelaySeconds?=number; containerName?=string; containerPort?=number
LoadBalancerSecurityGroupProps securityGroupName=string; vpcId=string
LoadBalancerTargetOptions containerName?=string; containerPort?=number
LogGroupProps logGroupName=string; retentionDays?=number; encryptionKeyArn?=string; logGroupClass?='STANDARD' | 'INFREQUENT_ACCESS'; skipDestroy?=boolean
LogOptions options?={string}; secretOptions?={@Secret}
ManagedEbsVolume volumeName=string; sizeGiB?=number; snapshotId?=string; volumeType?='standard' | 'gp2' | 'gp3' | 'io1' | 'io2' | 'sc1' | 'st1'; iops?=number; throughputMiBps?=number; fileSystemType?='ext3' | 'ext4' | 'xfs'; kmsKeyArn?=string
ManagedScaling maxInstanceCount=number; minInstanceCount?=number; capacityProviderName?=string; targetCapacityPercent?=number; terminationProtection?=boolean; draining?=boolean; minimumScalingStepSize?=number; maximumScalingStepSize?=number; instanceWarmupSeconds?=number
MetricOptions statistic?='Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | string
MetricProps statistic?='Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | string; namespace=string; metricName=string; dimensions?={string}
MountPoint sourceVolume=string; containerPath=string; readOnly?=boolean
NamedRepositoryOptions accountId?=string; region?=string; imageTagMutability?='IMMUTABLE' | 'MUTABLE'
NamedRoleOptions path?=string; mutable?=boolean
NamespaceAttributes namespaceId=string; namespaceArn=string; namespaceName=string; discoveryType?='dns' | 'http'
NatInstances instanceType?=string
NetworkAttributes vpcId=string; subnets=[#Subnet]; publicSubnets?=[#Subnet]; hostAddresses?='public' | 'private'; egress?='internet-gateway' | 'nat-gateway' | 'nat-instance' | 'vpc-endpoints' | 'none'; ipProtocol?='ipv4-only' | 'dual-stack'; internetAccess?=[*]
NetworkListenerOptions protocol?='TCP' | 'TLS'; port=number; certificateArns?=[string]; sslPolicy?=string; peers?=[@Peer]
NetworkListenerProps loadBalancer=@NetworkLoadBalancer; protocol?='TCP' | 'TLS'; port=number; certificateArns?=[string]; sslPolicy?=string; peers?=[@Peer]
NetworkLoadBalancerProps securityGroup?='none' | 'own'; crossZoneEnabled?=boolean; loadBalancerName=string; network=@INetwork; internetFacing?=boolean; subnets?=[#Subnet]; ipAddressType?='ipv4' | 'dualstack'; accessLogs?=#AccessLogs; deletionProtection?=boolean
NetworkLookupOptions vpcId?=string; tags?={string}; isDefault?=boolean; availabilityZones=[string]; subnetTags?={string}; publicSubnetTags?={string}; hostAddresses?='public' | 'private'; egress?='internet-gateway' | 'nat-gateway' | 'nat-instance' | 'vpc-endpoints' | 'none'; ipProtocol?='ipv4-only' | 'dual-stack'
NetworkProps availabilityZones=[string]; cidrBlock?=string; networkName?=string; hostSubnets?='public' | 'private'; natGateways?='none' | 'one' | 'one-per-zone'; natInstances?=#NatInstances; ipProtocol?='ipv4-only' | 'dual-stack'; vpcEndpoints?=[string]
NetworkTargetGroupProps loadBalancer=@ILoadBalancer; preserveClientIp?=boolean; connectionTermination?=boolean; healthCheck?=#HealthCheck; deregistrationDelaySeconds?=number
OneOffTaskProps taskName=string; cluster=@ICluster; taskDefinition=@IEc2TaskDefinition; containerOverrides?=[#ContainerOverride]; capacityProviderStrategy?=[#CapacityProviderStrategyItem]; timeoutSeconds?=number; runner?=string; taskSubnets?=[#Subnet]; taskSecurityGroups?=[@ITaskSecurityGroup]
OwnImageOptions operatingSystem?='amazon-linux' | 'bottlerocket'; minimumVolumeGiB?=number
ParameterImageOptions lookup?='at-apply' | 'at-launch'; operatingSystem?='amazon-linux' | 'bottlerocket'; minimumVolumeGiB?=number
PermissionOptions encryptionKey?=string | #ArnHolder
PolicyStatement actions=[string]; resources=[string]; conditions?={{string | [string]}}; effect?='Allow' | 'Deny'; sid?=string
PortMapping containerPort=number; hostPort?=number; protocol?='tcp' | 'udp'; name?=string; appProtocol?='http' | 'http2' | 'grpc'
PrebuiltContextProps repository=@IImageRepository; context=string; platform='linux/amd64' | 'linux/arm64'; dockerfile?=string; buildArgs?={string}; target?=string; labels?={string}
PrebuiltImageOptions platform?='linux/amd64' | 'linux/arm64'
PredictiveScalingOptions predefinedMetricType='ECSServiceCPUUtilization' | 'ECSServiceMemoryUtilization' | 'ALBRequestCount'; targetValue=number; targetGroup?=@ApplicationTargetGroup; mode?='ForecastOnly' | 'ForecastAndScale'; schedulingBufferSeconds?=number; maxCapacityBufferPercent?=number
PrivateDnsNamespaceProps namespaceName=string; network=*; description?=string
RedirectOptions protocol?='HTTP' | 'HTTPS'; port?=number; host?=string; path?=string; query?=string; permanent?=boolean
RegistryCredentials secretArn=string; encryptionKeyArn?=string
RegistryImageOptions credentials?=#RegistryCredentials; platform?='linux/amd64' | 'linux/arm64'
RequestCountScalingOptions requestsPerTarget=number; targetGroup=@ApplicationTargetGroup; scaleInCooldownSeconds?=number; scaleOutCooldownSeconds?=number; disableScaleIn?=boolean
RestartPolicy ignoredExitCodes?=[number]; attemptPeriodSeconds?=number
RoleProps assumedBy='ecs-tasks.amazonaws.com' | 'ec2.amazonaws.com' | 'ecs.amazonaws.com' | 'scheduler.amazonaws.com'; roleName?=string; namePrefix?=string; description?=string; path?=string; permissionsBoundaryArn?=string; managedPolicyArns?=[string]; maxSessionDurationSeconds?=number; tags?={string}
ScalableTaskCountProps clusterName=string; serviceName=string; service?=#ScaledService; minCapacity?=number; maxCapacity=number
ScaledService resource=*; targetGroups=function; reservedCpu=function
ScalingMetric namespace=string; metricName=string; statistic='Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | string; dimensions?={string}
ScalingStep lower?=number; upper?=number; change=number
ScheduleScalingOptions schedule=string; timezone?=string; minCapacity?=number; maxCapacity?=number
ScheduledTaskProps scheduleName=string; cluster=@ICluster; taskDefinition=@IEc2TaskDefinition; schedule=string; timeZone?=string; flexibleTimeWindowMinutes?=number; enabled?=boolean; taskCount?=number; containerOverrides?=[#ContainerOverride]; capacityProviderStrategy?=[#CapacityProviderStrategyItem]; maximumRetryAttempts?=number; maximumEventAgeSeconds?=number; deadLetterQueue?=*; permissionsBoundaryArn?=string; taskSubnets?=[#Subnet]; taskSecurityGroups?=[@ITaskSecurityGroup]
SecretsManagerOptions jsonField?=string; versionStage?=string; versionId?=string; encryptionKeyArn?=string
SecurityGroupPeerOptions name?=string
ServiceConnectPort portName=string; dnsName?=string; port?=number; discoveryName?=string; ingressPortOverride?=number; idleTimeoutSeconds?=number; perRequestTimeoutSeconds?=number; tls?=#ServiceConnectTls
ServiceConnectTls certificateAuthorityArn=string; role=@IRole; kmsKeyArn?=string
SessionLogGroup logGroupName=string; logGroupArn=string; encryptionKeyArn?=string
SplunkOptions url=string; token=@Secret; options?={string}
SpotOptions onDemandBaseCapacity?=number; onDemandPercentageAboveBase?=number; allocationStrategy?='price-capacity-optimized' | 'capacity-optimized' | 'capacity-optimized-prioritized' | 'lowest-price'; capacityRebalance?=boolean
SsmParameterOptions encryptionKeyArn?=string
StepScalingOptions scalingSteps=[#ScalingStep]; adjustmentType?='ChangeInCapacity' | 'PercentChangeInCapacity'; cooldownSeconds?=number; periodSeconds?=number; evaluationPeriods?=number; namespace=string; metricName=string; statistic='Average' | 'Minimum' | 'Maximum' | 'SampleCount' | 'Sum' | string; dimensions?={string}
Subnet subnetId=string; availabilityZone=string
TaskSecurityGroupProps namePrefix=string; vpcId=string; ipProtocol?='ipv4-only' | 'dual-stack'
TmpfsMount containerPath=string; sizeMiB=number; mountOptions?=[string]
Ulimit name='core' | 'cpu' | 'data' | 'fsize' | 'locks' | 'memlock' | 'msgqueue' | 'nice' | 'nofile' | 'nproc' | 'rss' | 'rtprio' | 'rttime' | 'sigpending' | 'stack'; softLimit=number; hardLimit=number
UtilizationScalingOptions targetUtilizationPercent=number; scaleInCooldownSeconds?=number; scaleOutCooldownSeconds?=number; disableScaleIn?=boolean
VolumeFrom sourceContainer=string; readOnly?=boolean
`;

/** What has methods: the members by which it is known, and the calls that make one. */
export const OPTION_THINGS = `
ApplicationLoadBalancer securityGroup metrics addListener addRedirect resource loadBalancerName loadBalancerArn loadBalancerDnsName loadBalancerCanonicalHostedZoneId vpcId internetFacing subnets availabilityZones takePort; new ApplicationLoadBalancer
ApplicationTargetGroup protocolVersion metrics requestCountLabel resource targetGroupArn protocol healthCheck deregistrationDelaySeconds addUse useTargetType onUse; new ApplicationTargetGroup
Cluster resource network clusterName knowsHosts clusterArn capacities services defaultCapacityProviderStrategy instanceCount capacityProviderAssociation setDefaultCapacityProviderStrategy addCapacity adoptCapacity placeService publishPort metric metricCpuReservation metricCpuUtilization metricMemoryReservation metricMemoryUtilization; new Cluster
ContainerImage reference bind; ContainerImage.fromRegistry, ContainerImage.fromRepository, ContainerImage.fromPrebuilt, ContainerImage.fromBuild
DeploymentStrategy name; DeploymentStrategy.rolling, DeploymentStrategy.blueGreen, DeploymentStrategy.linear, DeploymentStrategy.canary, Peer.anyIpv4, Peer.anyIpv6, Peer.ipv4, Peer.ipv6, Peer.prefixList, Peer.securityGroup
EnvironmentFile bind; EnvironmentFile.fromS3
FireLensConfigFile bind; FireLensConfigFile.fromS3, FireLensConfigFile.fromFile
ICapacity hostGroup architecture prerequisites openPort; new Ec2Capacity
ICluster clusterName clusterArn knowsHosts capacities services instanceCount metric metricCpuReservation metricCpuUtilization metricMemoryReservation metricMemoryUtilization placeService publishPort; new Cluster, Cluster.fromClusterAttributes
IContainerInstanceRole roleName policies; new ContainerInstanceRole, ContainerInstanceRole.fromRoleName
IEc2TaskDefinition taskDefinitionArn containers reservation placementConstraints retainsRevisions onPortMapping addToTaskRolePolicy grant grantRun grantRegister; new Ec2TaskDefinition, Ec2TaskDefinition.fromTaskDefinitionArn
IHostSecurityGroup securityGroupId egressRules allowIngress; new HostSecurityGroup, HostSecurityGroup.fromSecurityGroupId, new TaskSecurityGroup, TaskSecurityGroup.fromSecurityGroupId
IImageRepository repositoryName repositoryArn repositoryUrl imageTagMutability grantPull grantPush grantPullPush; new ImageRepository, ImageRepository.fromRepositoryAttributes, ImageRepository.fromRepositoryName, ImageRepository.fromRepositoryArn
ILoadBalancer resource loadBalancerName vpcId availabilityZones; new ApplicationLoadBalancer, new NetworkLoadBalancer
ILoadBalancerTarget attachToTargetGroup; new Ec2Service
ILogGroup logGroupName logGroupArn grantWrite grantRead; new LogGroup, LogGroup.fromLogGroupName
INamespace namespaceId namespaceArn namespaceName discoveryType; new HttpNamespace, new PrivateDnsNamespace, PrivateDnsNamespace.fromNamespaceAttributes
INetwork vpcId subnets internetAccess; new Network, Network.fromAttributes, Network.fromLookup
IRole roleName roleArn addToPolicy grant onPolicy; new Role, Role.fromRoleArn, Role.fromRoleName
ITaskSecurityGroup securityGroupId egressRules allowIngress; new HostSecurityGroup, HostSecurityGroup.fromSecurityGroupId, new TaskSecurityGroup, TaskSecurityGroup.fromSecurityGroupId
ListenerAction rendered targetGroups; ListenerAction.forward, ListenerAction.weightedForward, ListenerAction.fixedResponse, ListenerAction.redirect
ListenerCondition rendered valueCount; ListenerCondition.hostHeaders, ListenerCondition.pathPatterns, ListenerCondition.httpHeader, ListenerCondition.httpRequestMethods, ListenerCondition.queryStrings, ListenerCondition.sourceIps
LogDriver bind; LogDriver.awsLogs, LogDriver.jsonFile, LogDriver.none, LogDriver.splunk, LogDriver.fireLens, LogDriver.custom
MachineImage minimumVolumeGiB operatingSystem gpuDrivers ignoresSwap bind; MachineImage.amazonLinux2023, MachineImage.amazonLinux2023Gpu, MachineImage.amazonLinux2, MachineImage.bottlerocket, MachineImage.bottlerocketNvidia, MachineImage.fromSsmParameter, MachineImage.fromAmiId
NetworkLoadBalancer metrics addListener resource loadBalancerName loadBalancerArn loadBalancerDnsName loadBalancerCanonicalHostedZoneId vpcId internetFacing subnets availabilityZones takePort; new NetworkLoadBalancer
NetworkedService resource cluster taskDefinition placement dependOn taskSecurityGroups peers allowFrom enableCloudMap enableServiceConnect; new Ec2Service
Peer rule name; Peer.anyIpv4, Peer.anyIpv6, Peer.ipv4, Peer.ipv6, Peer.prefixList, Peer.securityGroup
Permission reference statements; Permission.s3Read, Permission.s3Write, Permission.s3Delete, Permission.sqsSend, Permission.sqsConsume, Permission.snsPublish, Permission.dynamodbRead, Permission.dynamodbWrite, Permission.secretRead, Permission.parameterRead, Permission.kmsDecrypt, Permission.kmsEncrypt
PlacementConstraint rule namesAvailabilityZones; PlacementConstraint.distinctInstance, PlacementConstraint.memberOf, PlacementConstraint.instanceTypes, PlacementConstraint.availabilityZones
PlacementStrategy rule spreadsAvailabilityZones; PlacementStrategy.spreadAcrossAvailabilityZones, PlacementStrategy.spreadAcrossInstances, PlacementStrategy.spreadAcross, PlacementStrategy.packBy, PlacementStrategy.random
Secret bind; Secret.fromSecretsManager, Secret.fromSsmParameter
`;
