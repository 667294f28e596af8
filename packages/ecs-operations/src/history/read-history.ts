import {
  DescribeServiceRevisionsCommand,
  DescribeTaskDefinitionCommand,
  ListServiceDeploymentsCommand,
  paginateListTaskDefinitions,
  type ServiceDeploymentBrief,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { chunksOf } from '../chunks';
import { inWords } from '../explain-error';
import type { ServiceTarget } from '../services/service-target';

/** One revision of a task definition. */
export interface Revision {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly images: readonly string[];
  /** From a tag of the revision; a tag of an image can be any hash. @default - it has no such tag */
  readonly commit?: string;
  readonly registeredAt?: Date;
  /** The ARN of whoever registered it. @default - ECS does not say it */
  readonly registeredBy?: string;
}

/** One deployment of a service, as ECS remembers it for 90 days. */
export interface PastDeployment {
  readonly taskDefinitionArn: string;
  /** SUCCESSFUL, ROLLBACK_SUCCESSFUL, STOPPED, IN_PROGRESS ... */
  readonly status: string;
  readonly reason?: string;
  readonly createdAt?: Date;
  readonly finishedAt?: Date;
}

/** Tags that people and pipelines put a commit in. */
const COMMIT_TAG = /^(git[-_:]?)?(commit|sha|revision|commit[-_]?(sha|id|hash))$/i;

/** The newest ACTIVE revisions of a family, newest first. @throws Error with the fix when they cannot be read */
export async function readRevisions(
  { clients, region }: ServiceTarget,
  family: string,
  count: number,
): Promise<readonly Revision[]> {
  const arns = await inWords({ action: 'ecs:ListTaskDefinitions', region }, async () => {
    const found: string[] = [];
    const pages = paginateListTaskDefinitions(
      { client: clients.ecs },
      { familyPrefix: family, status: 'ACTIVE', sort: 'DESC' },
    );
    for await (const { taskDefinitionArns = [] } of pages) {
      // Some implementations let families through that only start alike.
      found.push(...taskDefinitionArns.filter((arn) => familyOf(arn) === family));
      if (found.length >= count) {
        break;
      }
    }
    return found;
  });
  const newest = [...arns].sort((a, b) => revisionOf(b) - revisionOf(a)).slice(0, count);
  const revisions: Revision[] = [];
  for (const taskDefinition of newest) {
    const answer = await inWords({ action: 'ecs:DescribeTaskDefinition', region }, () =>
      clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] })),
    );
    revisions.push(
      describeRevision(taskDefinition, answer.taskDefinition ?? {}, answer.tags ?? []),
    );
  }
  return revisions;
}

/** The pure part. */
export function describeRevision(
  arn: string,
  { containerDefinitions = [], registeredAt, registeredBy }: TaskDefinition,
  tags: readonly Tag[],
): Revision {
  const images = containerDefinitions.flatMap(({ image }) => image ?? []);
  const commit = tags.find(({ key = '' }) => COMMIT_TAG.test(key))?.value;
  return {
    arn,
    family: familyOf(arn),
    revision: revisionOf(arn),
    images,
    commit,
    registeredAt,
    registeredBy,
  };
}

/**
 * The deployments that ECS remembers of a service, newest first.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readDeployments(target: ServiceTarget): Promise<readonly PastDeployment[]> {
  const { clients, cluster, service, region } = target;
  const briefs: ServiceDeploymentBrief[] = [];
  await inWords({ action: 'ecs:ListServiceDeployments', region, cluster, service }, async () => {
    let nextToken: string | undefined;
    do {
      const page = await clients.ecs.send(
        new ListServiceDeploymentsCommand({
          cluster,
          service,
          nextToken,
        }),
      );
      briefs.push(...(page.serviceDeployments ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  });
  const arns = [
    ...new Set(briefs.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? [])),
  ];
  const definitions = new Map<string, string>();
  for (const serviceRevisionArns of chunksOf(arns, 20)) {
    const { serviceRevisions = [] } = await inWords(
      { action: 'ecs:DescribeServiceRevisions', region, cluster, service },
      () => clients.ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns })),
    );
    for (const { serviceRevisionArn = '', taskDefinition = '' } of serviceRevisions) {
      definitions.set(serviceRevisionArn, taskDefinition);
    }
  }
  return briefs
    .map(({ status, statusReason, createdAt, finishedAt, targetServiceRevisionArn = '' }) => ({
      taskDefinitionArn: definitions.get(targetServiceRevisionArn) ?? '',
      status: status ?? 'UNKNOWN',
      reason: statusReason,
      createdAt,
      finishedAt,
    }))
    .sort((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0));
}

/** `web` of `arn:...:task-definition/web:7`. */
export function familyOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1).split(':')[0] ?? '';
}

/** 7 of `arn:...:task-definition/web:7`. */
export function revisionOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(':') + 1));
}
