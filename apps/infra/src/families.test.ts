import { familiesIn } from './families';

describe('familiesIn', () => {
  it('names each family of the task definitions once, and nothing else', () => {
    const task = { address: 'aws_ecs_task_definition.a', type: 'aws_ecs_task_definition' };
    expect(
      familiesIn([
        { ...task, id: 'hello_app_service' },
        { ...task, id: 'hello_app_service' },
        { ...task },
        { address: 'aws_ecs_cluster.a', type: 'aws_ecs_cluster', id: 'arn:aws:ecs:x' },
      ]),
    ).toEqual(['hello_app_service']);
  });

  it('names none where the state held nothing: whatever has these names is not ours', () => {
    expect(familiesIn([])).toEqual([]);
  });
});
