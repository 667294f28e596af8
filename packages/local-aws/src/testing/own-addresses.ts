import {
  DescribeTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { eventually, type SmallStack } from './small-stack';

/** The container port; on an address of its own, every task may have it. */
export const PORT = 8080;

/** A task definition of one container. */
export const register = async (
  stack: SmallStack,
  image: string,
  family = 'own',
): Promise<string> => {
  const registered = await stack.ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      requiresCompatibilities: ['EC2'],
      networkMode: 'awsvpc',
      cpu: '128',
      memory: '128',
      containerDefinitions: [
        { name: 'server', image, stopTimeout: 5, portMappings: [{ containerPort: PORT }] },
      ],
    }),
  );
  expect(registered.taskDefinition?.containerDefinitions?.[0]?.portMappings).toEqual([
    { containerPort: PORT, hostPort: PORT, protocol: 'tcp' },
  ]);
  return registered.taskDefinition?.taskDefinitionArn ?? '';
};

/** In every zone. */
export const networkConfiguration = (stack: SmallStack) => ({
  awsvpcConfiguration: { subnets: [...stack.subnets], securityGroups: [stack.securityGroup] },
});

/** The address of a task. */
export const addressOf = ({ attachments = [] }: Task): string =>
  attachments[0]?.details?.find(({ name }) => name === 'privateIPv4Address')?.value ?? '';

/** What a task says at its address, once it says something. */
export const answer = (address: string): Promise<string> =>
  eventually(
    () =>
      fetch(`http://${address}:${PORT}/`, { signal: AbortSignal.timeout(3000) }).then(
        (response) => response.text(),
        () => '',
      ),
    (text) => text !== '',
    120,
  );

/** Waits for a service. */
export const stable = (stack: SmallStack, service = 'own') =>
  waitUntilServicesStable(
    { client: stack.ecs, maxWaitTime: 300, minDelay: 1 },
    { cluster: stack.cluster, services: [service] },
  );

/** Runs a task until one of its containers has ended; a place may be free only in a moment. */
export async function exitCodeOf(stack: SmallStack, family: string, container: string) {
  const { ecs, cluster } = stack;
  const { tasks: [started] = [] } = await eventually(
    () =>
      ecs.send(
        new RunTaskCommand({
          cluster,
          taskDefinition: family,
          networkConfiguration: networkConfiguration(stack),
        }),
      ),
    ({ tasks = [] }) => tasks.length === 1,
    120,
  );
  const ended = await eventually(
    async () => {
      const { tasks = [] } = await ecs.send(
        new DescribeTasksCommand({ cluster, tasks: [started?.taskArn ?? ''] }),
      );
      return tasks[0]?.containers?.find(({ name }) => name === container);
    },
    (one) => one?.exitCode !== undefined,
    120,
  );
  await ecs.send(new StopTaskCommand({ cluster, task: started?.taskArn }));
  return ended?.exitCode;
}
