import { Construct } from 'constructs';
import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage, Ec2TaskDefinition, LoadBalancedEc2Service, Peer } from '../index';
import { synth } from '../testing';

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');

describe('the rules of a security group', () => {
  it('are told apart where the paths of their peers read alike', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack, {});
      const balanced = (scope: Construct, id: string, serviceName: string) => {
        const taskDefinition = new Ec2TaskDefinition(scope, `${id}Task`, {
          family: serviceName,
          memoryMiB: 64,
        });
        taskDefinition.addContainer('App', { image, portMappings: [{ containerPort: 80 }] });
        const peers = [Peer.anyIpv4()];
        new LoadBalancedEc2Service(scope, id, { serviceName, cluster, taskDefinition, peers });
      };
      balanced(new Construct(stack, 'Shop'), 'Web', 'one');
      balanced(stack, 'Shop-Web', 'two');
    });
    const rules = template
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .filter(({ attributes }) => attributes['from_port'] === 32_768);
    expect(rules.map(({ path }) => path?.split('/').at(-1)).sort()).toEqual([
      'Ingress-32768-65535-tcp-Shop-Web-LoadBalancer',
      'Ingress-32768-65535-tcp-Shop-Web-LoadBalancer-2',
    ]);
    expect(
      new Set(rules.map(({ attributes }) => attributes['referenced_security_group_id'])).size,
    ).toBe(2);
  });
});
