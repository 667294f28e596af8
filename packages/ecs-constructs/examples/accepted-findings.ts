import {
  acknowledge,
  type ApplicationLoadBalancer,
  type Cluster,
  type Network,
} from 'ecs-constructs';

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

/** What they find at instances that carry what private hosts send to the internet. */
export function acceptFindingsOfNatInstances(network: Network): void {
  acknowledge(network, {
    id: 'ecs-ec2/egress-everywhere',
    of: 'all',
    reason: 'it carries whatever the hosts send, to wherever they send it',
  });
  const accepted: Readonly<Record<string, string>> = {
    CKV_AWS_88: 'it stands between private hosts and the internet, so it has a public address',
    CKV2_AWS_19: 'the address belongs to the network interface of the instance',
    CKV_AWS_126: 'costs about $2 an instance and month, and nobody watches an example',
  };
  for (const [id, reason] of Object.entries(accepted)) {
    acknowledge(network, { id, reason });
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
  const accepted: Readonly<Record<string, string>> = {
    CKV_AWS_91: 'access logs need a bucket, which an example leaves to its reader',
    CKV_AWS_150: 'an example is there to be destroyed again',
    CKV2_AWS_28: 'a web application firewall is billed, and nothing private is served',
    CKV_AWS_378: 'between load balancer and hosts, inside of the network, it is plain HTTP',
    ...(ports.includes(443) ? {} : WITHOUT_CERTIFICATE),
  };
  for (const [id, reason] of Object.entries(accepted)) {
    acknowledge(loadBalancer, { id, reason });
  }
}

const NO_DOMAIN = 'a certificate needs a domain: the example https-rules has one';
const WITHOUT_CERTIFICATE: Readonly<Record<string, string>> = Object.fromEntries(
  ['ecs-ec2/listener-encrypted', 'CKV_AWS_2', 'CKV_AWS_103', 'CKV2_AWS_20'].map((id) => [
    id,
    NO_DOMAIN,
  ]),
);
