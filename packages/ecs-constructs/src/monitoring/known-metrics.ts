/** What AWS itself reports to a namespace of CloudWatch, as far as its names are written wrong most. */
export interface KnownNamespace {
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
}

/**
 * CloudWatch takes any name, and an alarm on one that nobody reports to never goes off.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const KNOWN_NAMESPACES: Readonly<Record<string, KnownNamespace>> = {
  'AWS/ECS': {
    dimensions: ['ClusterName', 'ServiceName', 'DiscoveryName', 'TargetDiscoveryName'],
    metrics: ['CPUReservation', 'CPUUtilization', 'MemoryReservation', 'MemoryUtilization'],
  },
  'AWS/ApplicationELB': {
    dimensions: ['AvailabilityZone', 'LoadBalancer', 'TargetGroup'],
    metrics: [
      ...['ActiveConnectionCount', 'ConsumedLCUs', 'HealthyHostCount', 'NewConnectionCount'],
      ...['ProcessedBytes', 'RejectedConnectionCount', 'RequestCount', 'RequestCountPerTarget'],
      ...['TargetConnectionErrorCount', 'TargetResponseTime', 'UnHealthyHostCount'],
    ],
  },
  'AWS/NetworkELB': {
    dimensions: ['AvailabilityZone', 'LoadBalancer', 'TargetGroup'],
    metrics: [
      ...['ActiveFlowCount', 'ConsumedLCUs', 'HealthyHostCount', 'NewFlowCount', 'ProcessedBytes'],
      ...['TCP_Client_Reset_Count', 'TCP_ELB_Reset_Count', 'TCP_Target_Reset_Count'],
      'UnHealthyHostCount',
    ],
  },
  'AWS/SQS': {
    dimensions: ['QueueName'],
    metrics: [
      ...['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesDelayed'],
      ...['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesVisible'],
      ...['NumberOfMessagesReceived', 'NumberOfMessagesSent'],
    ],
  },
};

/** The name of a list that was meant by one that only looks like it: other case, hyphens, or without `Name` at the end. */
export function meant(written: string, names: readonly string[]): string | undefined {
  return names.includes(written)
    ? undefined
    : names.find((name) => bare(name) === bare(written) && bare(written) !== '');
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9/]/g, '')
    .replace(/(?<=.)name$/, '');
}
