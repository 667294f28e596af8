import { Token } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { PlacementConstraint } from '../placement/placement';
import { synth } from '../testing';
import { Volume } from '../task/volume';

/** The volumes that Terraform gets, by name. */
const volumes = (build: (parts: ReturnType<typeof referenceStack>) => void): unknown =>
  (
    synth((stack) => build(referenceStack(stack))).resource('aws_ecs_task_definition').attributes[
      'volume'
    ] as { name: string }[]
  ).map(({ name }) => name);

describe('blocks of a resource that are set through it too', () => {
  it('stay when the library adds one, and the other way round', () => {
    expect(
      volumes(({ taskDefinition }) => {
        taskDefinition.addVolume('first', Volume.bindMount());
        taskDefinition.resource.putVolume([{ name: 'mine', hostPath: '/mine' }]);
        taskDefinition.addVolume('second', Volume.bindMount());
      }),
    ).toEqual(['first', 'second', 'mine']);
  });

  it('replace each other as the resource says', () => {
    expect(
      volumes(({ taskDefinition }) => {
        taskDefinition.resource.putVolume([{ name: 'wrong' }]);
        taskDefinition.resource.putVolume([{ name: 'right' }]);
      }),
    ).toEqual(['right']);
  });

  it('can be mounted by containers', () => {
    expect(
      volumes(({ taskDefinition }) => {
        taskDefinition.resource.putVolume([{ name: 'mine' }]);
        taskDefinition.addContainer('Reader', {
          image: taskDefinition.containers[0]?.image as never,
          mountPoints: [{ sourceVolume: 'mine', containerPath: '/mine' }],
        });
      }),
    ).toEqual(['mine']);
  });

  it('are refused when two have one name, or when nothing can be added', () => {
    expect(() =>
      volumes(({ taskDefinition }) => {
        taskDefinition.resource.putVolume([{ name: 'one' }]);
        taskDefinition.addVolume('one', Volume.bindMount());
      }),
    ).toThrow('Test/Task: the volumes of a task have different names; got one more than once.');
    expect(() =>
      volumes(({ taskDefinition }) => {
        taskDefinition.addVolume('one', Volume.bindMount());
        taskDefinition.resource.putVolume(Token.asAny([]));
      }),
    ).toThrow('Test/Task: putVolume of the resource sets a list that only Terraform knows');
  });

  it('are constraints of tasks and services as well', () => {
    const template = synth((stack) => {
      const { service, taskDefinition } = referenceStack(stack);
      for (const { resource } of [service, taskDefinition]) {
        resource.putPlacementConstraints([{ type: 'memberOf', expression: 'attribute:a == b' }]);
      }
      service.addPlacementConstraint(PlacementConstraint.distinctInstance());
      taskDefinition.addPlacementConstraint(PlacementConstraint.instanceTypes('t3.*'));
    });
    for (const type of ['aws_ecs_service', 'aws_ecs_task_definition']) {
      expect(template.resource(type).attributes['placement_constraints']).toHaveLength(2);
    }
  });
});
