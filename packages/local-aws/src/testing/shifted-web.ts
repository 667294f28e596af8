import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  ModifyTargetGroupAttributesCommand,
  type Action,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { endpointOf } from '../control/status-client';
import type { DockerLane } from './docker-lane';
import { signedFor } from './signed-headers';

/** Answers with its color, sometimes late; ends at once when it is asked to. */
const WEB_PROGRAM = `
  let turn = 0;
  require('http').createServer((request, response) => {
    setTimeout(() => response.end(process.env.COLOR), turn++ % 20 === 0 ? 500 : 5);
  }).listen(8080);
  process.on('SIGTERM', () => process.exit(0));`;

/** Registers a revision that answers with a color. */
export async function registerColor({ stack, image }: DockerLane, COLOR: string): Promise<string> {
  const { taskDefinition } = await stack.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [
        {
          name: 'app',
          image,
          memory: 64,
          stopTimeout: 2,
          entryPoint: [process.execPath, '-e'],
          command: [WEB_PROGRAM],
          portMappings: [{ containerPort: 8080 }],
          environment: [{ name: 'COLOR', value: COLOR }],
        },
      ],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? '';
}

/** Makes a target group whose targets are asked every 5 s and drain for 2 s. */
export async function createTargetGroup(
  balancing: ElasticLoadBalancingV2Client,
  { stack }: DockerLane,
  Name: string,
  Protocol: 'HTTP' | 'TCP',
): Promise<string> {
  const { TargetGroups } = await balancing.send(
    new CreateTargetGroupCommand({
      Name,
      Protocol,
      Port: 80,
      VpcId: stack.vpcId,
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const Key = 'deregistration_delay.timeout_seconds';
  await balancing.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value: '2' }] }),
  );
  return TargetGroupArn;
}

/** Everything to the first group, nothing to the second. */
export function firstOfTwo(first: string, second: string): Action {
  return {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: first, Weight: 100 },
        { TargetGroupArn: second, Weight: 0 },
      ],
    },
  };
}

/** One action of CloudWatch; no client of the SDK for it is among our dependencies. */
export async function callCloudWatch(
  { options }: DockerLane,
  Action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const { status } = await fetch(endpointOf(options.port), {
    method: 'POST',
    headers: { authorization: signedFor(options, 'monitoring') },
    body: new URLSearchParams({ Action, Version: '2010-08-01', ...parameters }),
  });
  expect(status).toBe(200);
}
