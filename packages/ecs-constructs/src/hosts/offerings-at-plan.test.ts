import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { Ec2CapacityOptions } from './ec2-capacity-options';

const OFFERINGS = 'aws_ec2_instance_type_offerings';
const offerings = (capacity: Partial<Ec2CapacityOptions>) => {
  const template = synth((stack) => void referenceStack(stack, { capacity }));
  return { template, asked: template.dataSourcesOf(OFFERINGS) };
};

describe('the look whether an instance type is offered', () => {
  it('is not taken for types of the table, unless it is wanted', () => {
    expect(offerings({}).asked).toHaveLength(0);
    expect(offerings({ checkInstanceTypeOfferings: true }).asked).toHaveLength(1);
  });

  it('is taken for a type that the table does not have, unless it is not wanted', () => {
    expect(offerings({ instanceType: 'm99i.large' }).asked).toHaveLength(1);
    const without = { instanceType: 'm99i.large', checkInstanceTypeOfferings: false };
    expect(offerings(without).asked).toHaveLength(0);
  });

  it('asks for the types and the zones of the group, and lets it wait for the answer', () => {
    const { template, asked } = offerings({ checkInstanceTypeOfferings: true });
    expect(asked[0]?.attributes).toMatchObject({
      location_type: 'availability-zone',
      filter: [
        { name: 'instance-type', values: ['t3.micro'] },
        { name: 'location', values: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
      ],
    });
    expect(template.resource('aws_autoscaling_group').attributes).toMatchObject({
      lifecycle: {
        precondition: [
          {
            condition: expect.stringMatching(
              /length\(setsubtract\(.*locations\)\).* < 1/,
            ) as string,
            error_message: expect.stringContaining('AWS does not offer t3.micro in ') as string,
          },
        ],
      },
    });
  });

  it('keeps what the group leaves alone where ECS scales it', () => {
    const { template } = offerings({
      checkInstanceTypeOfferings: true,
      managedScaling: { maxInstanceCount: 5 },
    });
    expect(template.resource('aws_autoscaling_group').attributes).toMatchObject({
      lifecycle: {
        ignore_changes: ['desired_capacity'],
        precondition: [expect.anything()],
      },
    });
  });

  it('takes yes or no', () => {
    const check = 'yes' as unknown as boolean;
    expect(() => offerings({ checkInstanceTypeOfferings: check })).toThrow(
      'checkInstanceTypeOfferings must be true or false; got a text.',
    );
  });
});
