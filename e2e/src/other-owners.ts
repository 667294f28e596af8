import { awsJson } from './aws-json';
import { eventually } from './eventually';
import type { LocalAccess } from './local-access';

/** What somebody else than Terraform does to an example between the apply and the second plan. */
export type OtherOwner = (access: LocalAccess) => Promise<void>;

interface DescribedService {
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly deployments: readonly { readonly rolloutState: string }[];
}

/** Deploys a revision of its own, as a pipeline does, and waits until it serves. */
export const deployAnotherRevision: OtherOwner = async (access) => {
  const target = { cluster: 'pipeline', service: 'pipeline' };
  const { taskDefinition } = await describe(access, target);
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

/** Raises the number of tasks, as autoscaling does, and waits until they run: on hosts that were not there before. */
export const scaleOut: OtherOwner = async (access) => {
  const target = { cluster: 'autoscaled', service: 'autoscaled' };
  await awsJson(access, 'ecs', 'UpdateService', { ...target, desiredCount: 9 });
  await until(access, target, (service) => service.desiredCount === 9);
};

async function until(
  access: LocalAccess,
  target: Readonly<Record<string, string>>,
  wanted: (service: DescribedService) => boolean,
): Promise<void> {
  await eventually(`a steady service ${target['service']}`, async () => {
    const service = await describe(access, target);
    const [primary, ...older] = service.deployments;
    const steady = primary?.rolloutState === 'COMPLETED' && older.length === 0;
    return steady && wanted(service) && (await isFull(access, target)) ? true : undefined;
  });
}

async function isFull(
  access: LocalAccess,
  target: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { desiredCount, runningCount } = (await describe(access, target)) as DescribedService & {
    readonly runningCount: number;
  };
  return desiredCount === runningCount;
}

async function describe(
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
