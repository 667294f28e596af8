import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformVariable } from 'cdktf';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
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

  it('warn where two task definitions are of one family, which AWS takes', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack);
      const other = new Ec2TaskDefinition(stack, 'Other', {
        family: 'jane_app_service',
        memoryMiB: 512,
      });
      taskDefinition.containers.forEach((container) => other.addContainer('Server', container));
    });
    expect(template.warnings).toContainEqual(
      expect.stringContaining('got "jane_app_service" in Test/Task and in Test/Other'),
    );
  });
});
