import { AwsError } from '../../gateway/aws-response';
import { clusterArnOf, textList, type EcsContext, type EcsRequest } from '../action';
import { describeClusters } from '../moto-clusters';
import { counts } from '../wire/service-wire';

interface ClusterWire {
  readonly clusterArn: string;
}

/** Adds the counts of hosts, tasks and services to the clusters moto describes. */
export function withCounts(
  { state }: EcsContext,
  answer: Record<string, unknown>,
): Record<string, unknown> {
  const clusters = (answer['clusters'] ?? []) as readonly ClusterWire[];
  return {
    ...answer,
    clusters: clusters.map((cluster) => {
      const { runningCount, pendingCount } = counts(state.tasks(cluster.clusterArn));
      return {
        ...cluster,
        registeredContainerInstancesCount: state.hosts(cluster.clusterArn).length,
        runningTasksCount: runningCount,
        pendingTasksCount: pendingCount,
        activeServicesCount: state
          .services(cluster.clusterArn)
          .filter(({ status }) => status === 'ACTIVE').length,
      };
    }),
  };
}

/** A deleted cluster can be described for a while and is listed no more. */
export async function withoutDeleted(
  { moto }: Pick<EcsContext, 'moto'>,
  region: string,
  answer: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const clusters = textList(answer['clusterArns']);
  if (clusters.length === 0) {
    return answer;
  }
  const active = (await describeClusters(moto, region, clusters))
    .filter(({ status }) => status !== 'INACTIVE')
    .map(({ clusterArn }) => clusterArn);
  return { ...answer, clusterArns: clusters.filter((arn) => active.includes(arn)) };
}

/** A cluster in use is not deleted. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html */
export async function checkDeletable(context: EcsContext, request: EcsRequest): Promise<void> {
  const clusterArn = await clusterArnOf(context, request);
  const { state } = context;
  if (state.services(clusterArn).some(({ status }) => status !== 'INACTIVE')) {
    throw new AwsError(
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    );
  }
  if (state.hosts(clusterArn).length > 0) {
    throw new AwsError(
      'ClusterContainsContainerInstancesException',
      'The Cluster cannot be deleted while Container Instances are active or draining.',
    );
  }
  if (state.tasks(clusterArn).some(({ lastStatus }) => lastStatus !== 'STOPPED')) {
    throw new AwsError(
      'ClusterContainsTasksException',
      'The Cluster cannot be deleted while Tasks are active.',
    );
  }
}
