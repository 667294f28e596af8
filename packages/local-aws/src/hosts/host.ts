/** An EC2 instance whose agent joined a cluster: ECS calls it a container instance. */
export interface Host {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
  /** The loopback address its containers publish on. */
  readonly address: string;
  /** Its Auto Scaling group; undefined for an instance of its own. */
  readonly groupName?: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Tasks with an address of their own that it takes: its network interfaces but the first one. @default - not known: any number */
  readonly taskInterfaces?: number;
  readonly registeredAt: number;
  status: 'ACTIVE' | 'DRAINING';
}
