import { acknowledge, type ApplicationLoadBalancer, type Cluster } from 'ecs-constructs';

/** What policy scanners find at the hosts of every example, and why it is right there. */
export function acceptFindingsOfHosts(cluster: Cluster): void {
  acknowledge(cluster, {
    id: 'ecs-ec2/container-insights',
    reason: 'is charged by metric, and nobody watches an example',
  });
  acknowledge(cluster, {
    id: 'ecs-ec2/egress-everywhere',
    of: 'all',
    reason: 'without endpoints in the VPC, hosts reach ECS, ECR and CloudWatch over the internet',
  });
  acknowledge(cluster, {
    id: 'ecs-ec2/detailed-monitoring',
    reason: 'costs about $2 a host and month, and nobody watches an example',
  });
}

/** The same for examples whose service is open to everybody, at these ports and no others. */
export function acceptOpenPorts(cluster: Cluster, ...ports: readonly number[]): void {
  for (const port of ports) {
    acknowledge(cluster, {
      id: 'ecs-ec2/open-to-the-internet',
      of: `${port}/tcp`,
      reason: 'the service is for everybody, and there is no load balancer in front of it',
    });
  }
}

/** What they find at a load balancer that is for everybody, at these ports and no others. */
export function acceptFindingsOfLoadBalancer(
  loadBalancer: ApplicationLoadBalancer,
  ...ports: readonly number[]
): void {
  for (const port of ports) {
    acknowledge(loadBalancer, {
      id: 'ecs-ec2/open-to-the-internet',
      of: `${port}/tcp`,
      reason: 'the service is for everybody, who come to the load balancer only',
    });
  }
  if (!ports.includes(443)) {
    acknowledge(loadBalancer, {
      id: 'ecs-ec2/listener-encrypted',
      reason: 'a certificate needs a domain: the example https-rules has one',
    });
  }
}
