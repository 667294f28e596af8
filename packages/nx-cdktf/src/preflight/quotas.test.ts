import { EC2Client } from '@aws-sdk/client-ec2';
import type { PlannedResource } from '../terraform/planned-resources';
import { quotaCheck, type QuotaClients } from './quotas';

const planned = (
  type: string,
  after: Record<string, unknown> = {},
  ...actions: readonly string[]
): PlannedResource => ({
  address: `${type}.a`,
  type,
  actions: actions.length === 0 ? ['create'] : actions,
  after,
});
const HOSTS = [
  planned('aws_launch_template', { instance_type: 't3.micro' }),
  planned('aws_autoscaling_group', { desired_capacity: 3, min_size: 3 }),
];

interface Account {
  readonly limits: Readonly<Record<string, number>>;
  readonly hosts?: number;
  readonly addresses?: number;
  /** Calls that are refused. */
  readonly denies?: RegExp;
}

/** An account that answers as AWS does, and keeps what it was asked. */
function account({ limits, hosts = 0, addresses = 0, denies = /^$/ }: Account) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, (input: Record<string, string>) => unknown>> = {
    GetServiceQuotaCommand: ({ QuotaCode = '' }) => {
      if (limits[QuotaCode] === undefined) {
        throw Object.assign(new Error('none granted'), { name: 'NoSuchResourceException' });
      }
      return { Quota: { Value: limits[QuotaCode] } };
    },
    GetAWSDefaultServiceQuotaCommand: () => ({ Quota: { Value: 5 } }),
    DescribeInstanceTypesCommand: () => ({
      InstanceTypes: [{ InstanceType: 't3.micro', VCpuInfo: { DefaultVCpus: 2 } }],
    }),
    DescribeInstancesCommand: () => ({
      Reservations: [
        {
          Instances: [
            ...Array.from({ length: hosts }, () => ({
              InstanceType: 'm5.large',
              CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
            })),
            // Neither counts against this limit.
            { InstanceType: 'm5.24xlarge', InstanceLifecycle: 'spot' },
            { InstanceType: 'p4d.24xlarge', CpuOptions: { CoreCount: 48, ThreadsPerCore: 2 } },
          ],
        },
      ],
    }),
    DescribeAddressesCommand: () => ({ Addresses: Array.from({ length: addresses }) }),
    DescribeVpcsCommand: () => ({ Vpcs: [{}, {}] }),
  };
  const send = async (command: { readonly input: Record<string, string> }): Promise<unknown> => {
    const { name } = command.constructor;
    asked.push(name.replace('Command', ''));
    if (denies.test(name)) {
      throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    }
    return answers[name]?.(command.input);
  };
  // The paginators want a client of their class.
  const ec2 = Object.assign(new EC2Client({ region: 'eu-west-1' }), { send });
  return { clients: { ec2, quotas: { send } } as unknown as QuotaClients, asked };
}

const look = async (resources: readonly PlannedResource[], from: Account) => {
  const { clients, asked } = account(from);
  return { finding: await quotaCheck(resources, clients).run(), asked };
};

describe('the quotas of an account', () => {
  it('have room: nothing is said', async () => {
    const { finding } = await look(HOSTS, { limits: { 'L-1216C47A': 8 }, hosts: 1 });
    expect(finding).toEqual({ kind: 'good' });
  });

  it('have none for the hosts: the limit, what is used and what is wanted, and where to ask', async () => {
    const { finding } = await look(HOSTS, { limits: { 'L-1216C47A': 8 }, hosts: 2 });
    expect(finding).toEqual({
      kind: 'bad',
      problem:
        'vCPUs of running On-Demand Standard instances: 4 of 8 are used, and this plan takes 6 more',
      fix: 'ask for more (Service Quotas, ec2 L-1216C47A), or free what is not needed',
    });
  });

  it('are those of every account where none was granted', async () => {
    const addresses = [1, 2, 3].map(() => planned('aws_eip'));
    const { finding } = await look(addresses, { limits: {}, addresses: 3 });
    expect(finding).toMatchObject({
      problem: 'Elastic IP addresses: 3 of 5 are used, and this plan takes 3 more',
    });
  });

  it.each<[string, readonly PlannedResource[]]>([
    ['a plan that creates nothing of the kind', [planned('aws_s3_bucket')]],
    ['hosts that are there', HOSTS.map((one) => ({ ...one, actions: ['no-op'] }))],
    ['a replacement', [planned('aws_eip', {}, 'delete', 'create')]],
    ['hosts of a type that is known later', [planned('aws_autoscaling_group', { min_size: 3 })]],
    [
      'a mix of types',
      [
        planned('aws_launch_template', { instance_type: 't3.micro' }),
        planned('aws_autoscaling_group', { min_size: 3, mixed_instances_policy: [{}] }),
      ],
    ],
    [
      'accelerated hosts, which have a limit of their own',
      [planned('aws_instance', { instance_type: 'p4d.24xlarge' })],
    ],
  ])('are not asked for %s', async (_, resources) => {
    const { finding, asked } = await look(resources, { limits: {} });
    expect([finding.kind, asked]).toEqual(['good', []]);
  });

  it('that may not be asked for are not known, which is said once and stops nothing', async () => {
    const all = [...HOSTS, planned('aws_eip'), planned('aws_vpc')];
    const { finding, asked } = await look(all, { limits: {}, denies: /Quota/ });
    expect(finding).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('servicequotas:GetServiceQuota'),
    });
    expect(asked.filter((name) => name === 'GetServiceQuota')).toHaveLength(1);
  });
});
