import {
  DescribeTaskDefinitionCommand,
  type ContainerDefinition,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { EcsClients } from '../clients';
import { inWords } from '../explain-error';

/** Where one container of a revision writes its lines. */
export type LogSource =
  | {
      readonly kind: 'awslogs';
      readonly container: string;
      readonly group: string;
      readonly region: string;
      /** Streams are `<prefix>/<container>/<task id>`. @default - the stream is the id of the container */
      readonly prefix?: string;
      /** Whether the container makes the group itself when it starts. */
      readonly creates: boolean;
    }
  | {
      readonly kind: 'elsewhere';
      readonly container: string;
      /** Where, as far as the task definition says it. */
      readonly why: string;
    };

/** What a revision says about its containers' logs. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
export function logSourcesOf(
  { containerDefinitions = [] }: TaskDefinition,
  region: string,
): readonly LogSource[] {
  return containerDefinitions.map((container) => logSource(container, region));
}

function logSource(
  { name: container = '', logConfiguration }: ContainerDefinition,
  region: string,
): LogSource {
  const { logDriver, options = {} } = logConfiguration ?? {};
  if (logDriver === undefined) {
    return {
      kind: 'elsewhere',
      container,
      why: 'it has no log configuration: what it writes stays with the Docker of its host',
    };
  }
  if (logDriver !== 'awslogs') {
    return {
      kind: 'elsewhere',
      container,
      why: `its log driver is ${logDriver}, so its lines are not in CloudWatch Logs as ECS names them`,
    };
  }
  const prefix = options['awslogs-stream-prefix'];
  return {
    kind: 'awslogs',
    container,
    group: options['awslogs-group'] ?? '',
    region: options['awslogs-region'] ?? region,
    prefix,
    creates: options['awslogs-create-group'] === 'true',
  };
}

/** Reads task definitions, each revision once: it never changes. */
export class TaskDefinitions {
  private readonly read = new Map<string, Promise<TaskDefinition>>();

  constructor(
    private readonly clients: EcsClients,
    private readonly region: string,
  ) {}

  /** @throws Error with the fix when it cannot be read; the next call tries again */
  get(arn: string): Promise<TaskDefinition> {
    const known = this.read.get(arn);
    if (known !== undefined) {
      return known;
    }
    const reading = inWords(
      { action: 'ecs:DescribeTaskDefinition', region: this.region },
      async () => {
        const { taskDefinition } = await this.clients.ecs.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: arn }),
        );
        return taskDefinition ?? {};
      },
    );
    this.read.set(arn, reading);
    reading.catch(() => this.read.delete(arn));
    return reading;
  }
}
