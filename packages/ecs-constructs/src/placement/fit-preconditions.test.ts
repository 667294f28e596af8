import { TerraformVariable, Token } from 'cdktf';
import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';

const unknown = Token.asNumber({ resolve: () => '${var.x}' });

/** The precondition of the service, with short names for the two attributes of the data source. */
const preconditionOf = (overrides: ReferenceOverrides): string | undefined => {
  const template = synth((stack) => void referenceStack(stack, overrides));
  const text = template.resource('aws_ecs_service').attributes['lifecycle']['precondition'] as
    [{ condition: string; error_message: string }] | undefined;
  return text?.[0].condition
    .replaceAll(/data\.aws_ec2_instance_type\.\w+-\w+\.default_vcpus/g, 'VCPUS')
    .replaceAll(/data\.aws_ec2_instance_type\.\w+-\w+\.memory_size/g, 'MEMORY');
};

describe('an instance type that the table does not know', () => {
  it('is looked up while planning, and a task must fit on it', () => {
    expect(preconditionOf({ capacity: { instanceType: 'm99i.large' } })).toBe(
      '${anytrue([(((VCPUS * 1024) >= 512) && (floor((MEMORY * 0.985)) >= 512))])}',
    );
  });

  it('gives tasks what the agent leaves', () => {
    expect(
      preconditionOf({
        capacity: {
          instanceType: 'm99i.large',
          agentConfiguration: { reservedMemoryMiB: 64 },
        },
      }),
    ).toContain('((floor((MEMORY * 0.985)) - 64) >= 512)');
  });

  it('is checked also where only Terraform knows its name', () => {
    const template = synth((stack) => {
      const type = new TerraformVariable(stack, 'type', { type: 'string' });
      referenceStack(stack, {
        capacity: { instanceType: type.stringValue, architecture: 'x86_64' },
      });
    });
    expect(template.dataSource('aws_ec2_instance_type').attributes).toMatchObject({
      instance_type: '${var.type}',
    });
    expect(
      template.resource('aws_ecs_service').attributes['lifecycle']['precondition'],
    ).toHaveLength(1);
  });

  it.each<[string, ReferenceOverrides]>([
    ['the table knows all types', {}],
    [
      'a type that is known is big enough',
      { capacity: { instanceType: 't3.micro', otherInstanceTypes: ['m99i.large'] } },
    ],
    ['nothing runs', { capacity: { instanceType: 'm99i.large' }, service: { desiredCount: 0 } }],
    [
      'what a task reserves is not known',
      {
        capacity: { instanceType: 'm99i.large' },
        task: { cpu: undefined, memoryMiB: undefined },
        container: { memoryReservationMiB: undefined, memoryLimitMiB: unknown },
      },
    ],
  ])('is no matter where %s', (_, overrides) => {
    expect(preconditionOf(overrides)).toBeUndefined();
  });
});
