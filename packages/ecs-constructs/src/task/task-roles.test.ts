import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { synth } from '../testing';

describe('a task definition with an execution role that exists', () => {
  it('makes none, and lets it do what the containers need', () => {
    const template = synth((stack) => {
      const executionRole = new Role(stack, 'Shared', { assumedBy: 'ecs-tasks.amazonaws.com' });
      referenceStack(stack, { task: { executionRole } });
    });
    expect(template.at('Task').resourcesOf('aws_iam_role')).toEqual([]);
    expect(template.at('Shared')).toAllow({ actions: ['ecr:BatchGetImage'] });
    expect(template).toCreateBefore('Shared/Policy', 'Task');
    expect(template.warnings).toEqual([]);
  });

  it('is refused together with a name for one that is made', () => {
    expect(() =>
      synth((stack) => {
        const executionRole = Role.fromRoleName(stack, 'Shared', 'shared');
        referenceStack(stack, { task: { executionRole, executionRoleName: 'own' } });
      }),
    ).toThrow(
      'Test/Task: executionRoleName names the role that is made here, and executionRole is one that exists; got both, the name own.',
    );
  });

  it('warns when the application has the same', () => {
    const template = synth((stack) => {
      const role = Role.fromRoleName(stack, 'Shared', 'shared');
      referenceStack(stack, { task: { executionRole: role, taskRole: role } });
    });
    expect(template.warnings.join()).toContain('shared is execution role and task role in one');
  });
});
