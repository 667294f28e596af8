import { TargetTable } from '../load-balancing/target-table';
import type { TargetGroup } from '../load-balancing/target-group';
import { FakeMoto } from '../testing/fake-moto';
import { GroupTargets } from './group-targets';

const groupOf = (...ids: readonly string[]): string =>
  '<AutoScalingGroups><member><TargetGroupARNs><member>tg</member><member>unknown</member></TargetGroupARNs><Instances>' +
  `${ids.map((id) => `<member><InstanceId>${id}</InstanceId></member>`).join('')}</Instances></member></AutoScalingGroups>`;

it('the members of a group are targets of its target groups for as long as they are members', async () => {
  const table = new TargetTable();
  const answers = { DescribeAutoScalingGroups: groupOf('i-1', 'i-2') };
  const targets = new GroupTargets(new FakeMoto(answers).client, {
    table,
    group: (arn) => (arn === 'tg' ? ({ arn, port: 80 } as TargetGroup) : undefined),
    deregister: (target) => table.deregister(target, 0),
  });
  const shown = (): readonly string[] => table.all().map(({ id, port }) => `${id}:${port}`);
  table.register({ groupArn: 'tg', id: 'i-hand', port: 81 });
  await targets.sync('us-east-1');
  await targets.sync('us-east-1');
  expect(shown()).toEqual(['i-hand:81', 'i-1:80', 'i-2:80']);
  answers.DescribeAutoScalingGroups = groupOf('i-2');
  await targets.sync('us-east-1');
  await table.deregister(
    table.find({ groupArn: 'tg', id: 'i-1', port: 80 }) ??
      table.register({ groupArn: 'x', id: 'x', port: 1 }),
    0,
  );
  expect(shown()).not.toContain('i-1:80');
  expect(shown()).toContain('i-hand:81');
  table.close();
});
