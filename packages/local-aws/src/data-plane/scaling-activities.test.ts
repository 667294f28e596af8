import type { AwsCall } from '../gateway/aws-call';
import type { AwsResponse } from '../gateway/aws-response';
import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { parseXml, record, records } from '../gateway/xml';
import { GroupActivities } from '../groups/group-activities';
import { GroupCapacity } from '../groups/group-capacity';
import { FakeMoto } from '../testing/fake-moto';
import { scalingActivities } from './scaling-activities';

const GROUP = `<AutoScalingGroups><member><AutoScalingGroupName>hosts</AutoScalingGroupName>
  <MinSize>0</MinSize><MaxSize>3</MaxSize><DesiredCapacity>0</DesiredCapacity><VPCZoneIdentifier>s-1</VPCZoneIdentifier>
  <LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId></LaunchTemplate></member></AutoScalingGroups>`;
const TEMPLATE = `<launchTemplateVersionSet><item><launchTemplateData><imageId>ami-1</imageId>
  </launchTemplateData></item></launchTemplateVersionSet>`;
const REFUSAL = `<Response><Errors><Error><Code>VcpuLimitExceeded</Code>
  <Message>You have requested more vCPU capacity than your current vCPU limit of 8 allows.</Message>
  </Error></Errors></Response>`;

/** An EC2 that launches nothing while it is told so. */
class Ec2 extends FakeMoto {
  refuses = true;
  override answer(call: AwsCall): Promise<AwsResponse> {
    return call.action === 'RunInstances' && this.refuses
      ? Promise.resolve({ status: 400, headers: {}, body: Buffer.from(REFUSAL) })
      : super.answer(call);
  }
}

describe('scalingActivities', () => {
  const moto = new Ec2({
    DescribeAutoScalingGroups: GROUP,
    DescribeLaunchTemplateVersions: TEMPLATE,
    RunInstances: '<instancesSet><item><instanceId>i-1</instanceId></item></instancesSet>',
  });
  const activities = new GroupActivities();
  const capacity = new GroupCapacity(
    moto.client,
    (_region, image) => Promise.resolve(image),
    undefined,
    undefined,
    activities,
  );
  const told = async (group: string, most = '20') => {
    const call = internalCall('autoscaling', 'us-east-1', 'DescribeScalingActivities', {
      AutoScalingGroupName: group,
      MaxRecords: most,
    });
    const { body } = await correct([scalingActivities(activities)], call, (one) =>
      moto.answer(one),
    );
    const { DescribeScalingActivitiesResult: result } = record(
      parseXml(body)['DescribeScalingActivitiesResponse'],
    );
    return records(record(result)['Activities']);
  };

  it('tells a launch that EC2 refused in the words of EC2, and the order was taken', async () => {
    await capacity.pursue('us-east-1', 'hosts', 1);
    expect(await told('hosts')).toEqual([
      expect.objectContaining({
        StatusCode: 'Failed',
        Description:
          'Launching a new EC2 instance.  Status Reason: You have requested more vCPU capacity than your current vCPU ' +
          'limit of 8 allows. Launching EC2 instance failed.',
      }),
    ]);
  });

  it('fails the creation of a group, as AWS checks its template', async () => {
    await expect(capacity.resize('us-east-1', 'hosts', 1)).rejects.toMatchObject({
      code: 'VcpuLimitExceeded',
    });
  });

  it('tells the newest first, as many as were asked for, and nothing of other groups', async () => {
    moto.refuses = false;
    await capacity.pursue('us-east-1', 'hosts', 1);
    const [newest, ...rest] = await told('hosts', '2');
    expect([newest?.['StatusCode'], newest?.['Description']]).toEqual([
      'Successful',
      'Launching a new EC2 instance: i-1',
    ]);
    expect(rest).toHaveLength(1);
    expect(await told('others')).toEqual([]);
  });
});
