import {
  DescribeAddressesCommand,
  DescribeInstanceTypesCommand,
  paginateDescribeInstances,
  paginateDescribeVpcs,
  type _InstanceType,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { errorName } from '../aws/aws-words';
import type { PlannedResource } from '../terraform/planned-resources';
import type { Check, Finding } from './preflight';

/** The calls that are made; a test gives its own. */
export interface QuotaClients {
  readonly ec2: EC2Client;
  readonly quotas: Pick<ServiceQuotasClient, 'send'>;
}

/** A limit of an account, what a plan wants of it, and what is used. */
interface Quota {
  readonly service: string;
  readonly code: string;
  readonly name: string;
  /** 0 where the plan wants nothing of it, or where nobody knows how much. */
  wanted(planned: readonly PlannedResource[], clients: QuotaClients): Promise<number>;
  used(clients: QuotaClients): Promise<number>;
}

/**
 * The limits that a new account meets first. A group whose hosts are a mix, or whose type is not known yet, is not counted.
 *
 * @see https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html
 */
const QUOTAS: readonly Quota[] = [
  {
    service: 'ec2',
    code: 'L-1216C47A',
    name: 'vCPUs of running On-Demand Standard instances',
    wanted: vcpusWanted,
    used: vcpusUsed,
  },
  {
    service: 'ec2',
    code: 'L-0263D0A3',
    name: 'Elastic IP addresses',
    wanted: async (planned) => growth(planned, 'aws_eip'),
    used: async ({ ec2 }) =>
      ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).length,
  },
  {
    service: 'vpc',
    code: 'L-F678F1CE',
    name: 'VPCs in the region',
    wanted: async (planned) => growth(planned, 'aws_vpc'),
    async used({ ec2 }) {
      let count = 0;
      for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: ec2 }, {})) {
        count += Vpcs.length;
      }
      return count;
    },
  },
];

/** Whether the account has room for what a plan creates; only what it creates is asked for. */
export function quotaCheck(planned: readonly PlannedResource[], clients: QuotaClients): Check {
  return { name: 'quotas', run: () => lookAtQuotas(planned, clients) };
}

async function lookAtQuotas(
  planned: readonly PlannedResource[],
  clients: QuotaClients,
): Promise<Finding> {
  const problems: string[] = [];
  const codes: string[] = [];
  for (const quota of QUOTAS) {
    try {
      const wanted = await quota.wanted(planned, clients);
      const limit = wanted > 0 ? await limitOf(quota, clients) : undefined;
      if (limit === undefined) {
        continue;
      }
      const used = await quota.used(clients);
      if (used + wanted > limit) {
        const { name } = quota;
        problems.push(`${name}: ${used} of ${limit} are used, and this plan takes ${wanted} more`);
        codes.push(`${quota.service} ${quota.code}`);
      }
    } catch (error) {
      if (!/AccessDenied|UnauthorizedOperation|NotAuthorized/.test(errorName(error))) {
        throw error;
      }
      return {
        kind: 'unknown',
        why:
          'the credentials may not ask for them (servicequotas:GetServiceQuota, ec2:DescribeInstances, ' +
          'ec2:DescribeAddresses, ec2:DescribeVpcs)',
      };
    }
  }
  return problems.length === 0
    ? { kind: 'good' }
    : {
        kind: 'bad',
        problem: problems.join('; '),
        fix: `ask for more (Service Quotas, ${codes.join(', ')}), or free what is not needed`,
      };
}

/** What was granted to the account, else what every account has. */
async function limitOf(
  { service: ServiceCode, code: QuotaCode }: Quota,
  { quotas }: QuotaClients,
): Promise<number | undefined> {
  try {
    const { Quota: granted } = await quotas.send(
      new GetServiceQuotaCommand({ ServiceCode, QuotaCode }),
    );
    return granted?.Value;
  } catch (error) {
    if (errorName(error) !== 'NoSuchResourceException') {
      throw error;
    }
    const { Quota: usual } = await quotas.send(
      new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }),
    );
    return usual?.Value;
  }
}

/** How many more there will be: what a plan replaces is there once. */
function growth(planned: readonly PlannedResource[], type: string): number {
  const of = (action: string) =>
    planned.filter((one) => one.type === type && one.actions.includes(action)).length;
  return of('create') - of('delete');
}

const STANDARD = /^[acdhimrtz]\d/;

async function vcpusWanted(
  planned: readonly PlannedResource[],
  { ec2 }: QuotaClients,
): Promise<number> {
  const made = planned.filter(({ actions }) => actions.length === 1 && actions[0] === 'create');
  const typesOf = (wanted: string): readonly string[] => [
    ...new Set(
      planned.flatMap(({ type, after }) => {
        const found = type === wanted ? after?.['instance_type'] : undefined;
        return typeof found === 'string' ? [found] : [];
      }),
    ),
  ];
  // The template of a new group has no id yet that would lead to it: one type for all, or nobody knows.
  const [template, ...others] = typesOf('aws_launch_template');
  const hosts: { readonly type: string; readonly count: number }[] = made.flatMap(
    ({ type, after = {} }) => {
      const { desired_capacity: desired, min_size: least, instance_type: own } = after;
      if (type === 'aws_instance' && typeof own === 'string') {
        return [{ type: own, count: 1 }];
      }
      const isMixed = Array.isArray(after['mixed_instances_policy'])
        ? after['mixed_instances_policy'].length > 0
        : false;
      return type === 'aws_autoscaling_group' &&
        !isMixed &&
        template !== undefined &&
        others.length === 0
        ? [{ type: template, count: Number(desired ?? least ?? 0) }]
        : [];
    },
  );
  const standard = hosts.filter(({ type, count }) => STANDARD.test(type) && count > 0);
  if (standard.length === 0) {
    return 0;
  }
  const { InstanceTypes = [] } = await ec2.send(
    new DescribeInstanceTypesCommand({
      InstanceTypes: [...new Set(standard.map(({ type }) => type as _InstanceType))],
    }),
  );
  const vcpus = new Map(
    InstanceTypes.map(({ InstanceType, VCpuInfo }) => [
      String(InstanceType),
      VCpuInfo?.DefaultVCpus ?? 0,
    ]),
  );
  return standard.reduce((sum, { type, count }) => sum + count * (vcpus.get(type) ?? 0), 0);
}

async function vcpusUsed({ ec2 }: QuotaClients): Promise<number> {
  let sum = 0;
  const pages = paginateDescribeInstances(
    { client: ec2 },
    { Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }] },
  );
  for await (const { Reservations = [] } of pages) {
    for (const { InstanceLifecycle, InstanceType = '', CpuOptions } of Reservations.flatMap(
      ({ Instances = [] }) => Instances,
    )) {
      if (InstanceLifecycle === undefined && STANDARD.test(InstanceType)) {
        sum += (CpuOptions?.CoreCount ?? 1) * (CpuOptions?.ThreadsPerCore ?? 1);
      }
    }
  }
  return sum;
}
