import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformVariable } from 'cdktf';
import { HttpNamespace, PrivateDnsNamespace } from '../discovery/namespace';
import { ContainerImage } from '../image/container-image';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { Network } from '../network/network';
import { LogGroup } from '../task/log-group';
import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';

describe('names of a stack', () => {
  it('may be those of things of another kind', () => {
    const overrides = {
      cluster: { clusterName: 'web' },
      task: { family: 'web' },
      service: { serviceName: 'web' },
    };
    expect(() => synth((stack) => void referenceStack(stack, overrides))).not.toThrow();
  });

  it('are not compared with those that are made in another region, or are known later', () => {
    const build = () =>
      synth((stack) => {
        new LogGroup(stack, 'Here', { logGroupName: '/app' });
        const there = new LogGroup(stack, 'There', { logGroupName: '/app' });
        there.resource.provider = new AwsProvider(stack, 'Far', {
          alias: 'far',
          region: 'us-east-1',
        });
        const { stringValue } = new TerraformVariable(stack, 'name', { type: 'string' });
        new LogGroup(stack, 'Later', { logGroupName: stringValue });
        new LogGroup(stack, 'LaterToo', { logGroupName: stringValue });
      });
    expect(build).not.toThrow();
  });

  it('are those of namespaces in their network, or region', () => {
    const build = (secondVpc: string, http: string) =>
      synth((stack) => {
        const network = new Network(stack, 'Network', { availabilityZones: ['eu-west-1a'] });
        const namespaceName = 'shop.internal';
        new PrivateDnsNamespace(stack, 'One', { namespaceName, network });
        const vpcId = secondVpc === '' ? network.resource.id : secondVpc;
        new PrivateDnsNamespace(stack, 'Two', { namespaceName, network: { vpcId } });
        new HttpNamespace(stack, 'Http', { namespaceName: 'calls' });
        new HttpNamespace(stack, 'Other', { namespaceName: http });
      });
    expect(() => build('vpc-2', 'others')).not.toThrow();
    expect(() => build('', 'others')).toThrow(
      'every private DNS namespace in a network of a stack has a name of its own: AWS refuses the second one when the ' +
        'first is there; got "shop.internal" in Test/One and in Test/Two. Change the name of one of them.',
    );
    expect(() => build('vpc-2', 'calls')).toThrow('got "calls" in Test/Http and in Test/Other.');
  });

  it('warn where two task definitions are of one family, which AWS takes', () => {
    const template = synth((stack) => {
      referenceStack(stack);
      const other = new Ec2TaskDefinition(stack, 'Other', {
        family: 'jane_app_service',
        memoryMiB: 512,
      });
      const image = ContainerImage.fromRegistry('busybox:1.37');
      other.addContainer('Server', { image });
    });
    expect(template.warnings).toContainEqual(
      expect.stringContaining('got "jane_app_service" in Test/Task and in Test/Other'),
    );
  });
});
