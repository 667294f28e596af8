import { awsJson } from './aws-json';
import { eventually } from './eventually';
import type { LocalAccess } from './local-access';

/** What somebody else than Terraform does to an example between the apply and the second plan. */
export type OtherOwner = (access: LocalAccess) => Promise<void>;

interface DescribedService {
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments: readonly { readonly rolloutState: string }[];
}

/** Deploys a revision of its own, as a pipeline does, and waits until it serves. */
export const deployAnotherRevision: OtherOwner = async (access) => {
  const target = { cluster: 'pipeline', service: 'pipeline' };
  const { taskDefinition } = await describeService(access, target);
  const { taskDefinition: definition } = await awsJson<{
    taskDefinition: Readonly<Record<string, unknown>>;
  }>(access, 'ecs', 'DescribeTaskDefinition', { taskDefinition });
  const { family, networkMode, requiresCompatibilities, executionRoleArn } = definition;
  const [container] = definition['containerDefinitions'] as Readonly<Record<string, unknown>>[];
  const registered = await awsJson<{ taskDefinition: { taskDefinitionArn: string } }>(
    access,
    'ecs',
    'RegisterTaskDefinition',
    {
      family,
      networkMode,
      requiresCompatibilities,
      executionRoleArn,
      containerDefinitions: [{ ...container, environment: [{ name: 'RELEASE', value: '2' }] }],
    },
  );
  const revision = registered.taskDefinition.taskDefinitionArn;
  await awsJson(access, 'ecs', 'UpdateService', { ...target, taskDefinition: revision });
  await until(access, target, (service) => service.taskDefinition === revision);
};

async function until(
  access: LocalAccess,
  target: Readonly<Record<string, string>>,
  wanted: (service: DescribedService) => boolean,
): Promise<void> {
  await eventually(`a steady service ${target['service']}`, async () => {
    const service = await describeService(access, target);
    const [primary, ...older] = service.deployments;
    const steady = primary?.rolloutState === 'COMPLETED' && older.length === 0;
    return steady && wanted(service) && (await isFull(access, target)) ? true : undefined;
  });
}

async function isFull(
  access: LocalAccess,
  target: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { desiredCount, runningCount } = await describeService(access, target);
  return desiredCount === runningCount;
}

/** A service as DescribeServices tells it. */
export async function describeService(
  access: LocalAccess,
  { cluster, service }: Readonly<Record<string, string>>,
): Promise<DescribedService> {
  const answer = await awsJson<{ services: DescribedService[] }>(
    access,
    'ecs',
    'DescribeServices',
    { cluster, services: [service] },
  );
  const [found] = answer.services;
  if (found === undefined) {
    throw new Error(`no service ${service}`);
  }
  return found;
}
