import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { parseXml, record, records, text } from '../gateway/xml';
import { FakeMoto } from '../testing/fake-moto';
import { hostVersions } from './host-versions';

const instance = (id: string, template = true): string =>
  `<member><InstanceId>${id}</InstanceId>` +
  (template ? '<LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId>' : '') +
  (template ? '<Version>2</Version></LaunchTemplate>' : '') +
  '</member>';

const VERSIONS: Readonly<Record<string, string>> = { 'i-1': '1', 'i-2': '3', 'i-4': '1' };

/** Which version each instance of an answer has. */
async function versions(action: string, body: string, list: string): Promise<unknown[]> {
  const moto = new FakeMoto({ [action]: body });
  const call = internalCall('autoscaling', 'eu-west-1', action, {});
  const corrected = hostVersions((id) => VERSIONS[id]);
  const answer = await correct([corrected], call, (given) => moto.answer(given));
  const result = record(record(parseXml(answer.body)[`${action}Response`])[`${action}Result`]);
  const holder = list === 'Instances' ? records(result['AutoScalingGroups'])[0] : result;
  return records(holder?.[list]).map((one) => text(record(one['LaunchTemplate'])['Version']));
}

describe('hostVersions', () => {
  it('tells of each host in a group from which version it was started, and leaves the version of the group', async () => {
    const all = instance('i-1') + instance('i-2') + instance('i-3') + instance('i-4', false);
    const group =
      '<AutoScalingGroups><member><LaunchTemplate><Version>2</Version></LaunchTemplate>' +
      `<Instances>${all}</Instances></member></AutoScalingGroups>`;
    const found = await versions('DescribeAutoScalingGroups', group, 'Instances');
    expect(found).toEqual(['1', '3', '2', undefined]);
  });

  it('tells it of instances without their group, too', async () => {
    const body = `<AutoScalingInstances>${instance('i-1')}</AutoScalingInstances>`;
    expect(await versions('DescribeAutoScalingInstances', body, 'AutoScalingInstances')).toEqual([
      '1',
    ]);
  });
});
