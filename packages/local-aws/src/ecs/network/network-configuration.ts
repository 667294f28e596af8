import { AwsError } from '../../gateway/aws-response';
import { record, records, text } from '../../gateway/xml';
import { listParameters, type MotoClient } from '../../moto/moto-client';
import type { TaskDefinition } from '../task-definition';
import { hasOwnInterface } from './task-interface';

/** Where a subnet is. */
export interface KnownSubnet {
  readonly id: string;
  readonly zone: string;
  readonly vpcId: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
interface AwsVpcConfiguration {
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly assignPublicIp?: 'ENABLED' | 'DISABLED';
}

const MOST_SUBNETS = 16;
const MOST_GROUPS = 5;

/**
 * Refuses a network configuration that no task could have, in the words of ECS, and reads where its subnets are. Undefined
 * for tasks that are where their hosts are.
 */
export async function checkNetworkConfiguration(
  moto: MotoClient,
  region: string,
  given: Readonly<Record<string, unknown>>,
  definition: TaskDefinition,
): Promise<readonly KnownSubnet[] | undefined> {
  const configuration = awsVpcOf(given);
  if (!hasOwnInterface(definition)) {
    if (configuration !== undefined) {
      throw refusal(
        'Network Configuration is not valid for the given networkMode of this task definition.',
      );
    }
    return undefined;
  }
  if (configuration === undefined) {
    throw refusal("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  const { subnets = [], securityGroups = [], assignPublicIp } = configuration;
  if (assignPublicIp === 'ENABLED') {
    throw refusal('Assign public IP is not supported for this launch type.');
  }
  if (subnets.length === 0) {
    throw refusal('subnets can not be empty.');
  }
  if (subnets.length > MOST_SUBNETS || securityGroups.length > MOST_GROUPS) {
    const [what, most] =
      subnets.length > MOST_SUBNETS ? ['subnets', MOST_SUBNETS] : ['securityGroups', MOST_GROUPS];
    throw refusal(`${what} can have at most ${most} items.`);
  }
  const known = await knownSubnets(moto, region, subnets);
  await checkGroups(moto, region, securityGroups, known[0]?.vpcId ?? '');
  return known;
}

/** As ECS tells it back. */
export function withNetworkDefaults(
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const configuration = awsVpcOf(given);
  return configuration === undefined
    ? given
    : {
        ...given,
        networkConfiguration: {
          awsvpcConfiguration: { securityGroups: [], assignPublicIp: 'DISABLED', ...configuration },
        },
      };
}

/** A service that goes to tasks without an address of their own forgets its subnets, unless it names them anew. */
export function keptNetwork(
  given: Readonly<Record<string, unknown>>,
  input: Readonly<Record<string, unknown>>,
  definition: TaskDefinition | undefined,
): Readonly<Record<string, unknown>> {
  if (
    definition === undefined ||
    hasOwnInterface(definition) ||
    (input['networkConfiguration'] ?? undefined) !== undefined
  ) {
    return given;
  }
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'networkConfiguration'),
  );
}

/** What placement asks of a host: a task is placed where one of its subnets is. */
export function zonesOf(subnets: readonly KnownSubnet[] | undefined): {
  readonly zones?: readonly string[];
} {
  return subnets === undefined ? {} : { zones: subnets.map(({ zone }) => zone) };
}

/** The subnets that tasks take their addresses from. */
export function subnetIdsOf(given: Readonly<Record<string, unknown>>): readonly string[] {
  return awsVpcOf(given)?.subnets ?? [];
}

function awsVpcOf({
  networkConfiguration,
}: Readonly<Record<string, unknown>>): AwsVpcConfiguration | undefined {
  const given = networkConfiguration as
    { awsvpcConfiguration?: AwsVpcConfiguration } | null | undefined;
  return given?.awsvpcConfiguration ?? undefined;
}

async function knownSubnets(
  moto: MotoClient,
  region: string,
  ids: readonly string[],
): Promise<readonly KnownSubnet[]> {
  const answer = await moto
    .query('ec2', region, 'DescribeSubnets', listParameters('SubnetId', ids))
    .catch((error: unknown) => {
      throw refusal(
        `Error retrieving subnet information for [${ids.join(', ')}]: ${wordsOf(error)}`,
      );
    });
  return records(answer['subnetSet']).map((one) => ({
    id: text(one['subnetId']) ?? '',
    zone: text(one['availabilityZone']) ?? '',
    vpcId: text(one['vpcId']) ?? '',
  }));
}

async function checkGroups(
  moto: MotoClient,
  region: string,
  ids: readonly string[],
  vpcId: string,
): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const answer = await moto
    .query('ec2', region, 'DescribeSecurityGroups', listParameters('GroupId', ids))
    .catch((error: unknown) => {
      throw refusal(
        `Error retrieving security group information for [${ids.join(', ')}]: ${wordsOf(error)}`,
      );
    });
  const foreign = records(answer['securityGroupInfo']).filter(
    (one) => text(record(one)['vpcId']) !== vpcId,
  );
  if (foreign.length > 0) {
    throw refusal('Security groups and subnets are not in the same VPC.');
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refusal(words: string): AwsError {
  return new AwsError('InvalidParameterException', words);
}
