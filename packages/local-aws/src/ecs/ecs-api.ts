import { jsonBody, jsonResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import { textList, type EcsAction, type EcsContext } from './action';
import {
  createCapacityProvider,
  deleteCapacityProvider,
  describeCapacityProviders,
  putClusterCapacityProviders,
  updateCapacityProvider,
} from './actions/capacity-providers';
import { checkDeletable, withCounts, withoutDeleted } from './actions/clusters';
import {
  describeContainerInstances,
  listContainerInstances,
  updateContainerInstancesState,
} from './actions/container-instances';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './actions/deployments';
import {
  createService,
  deleteService,
  describeServices,
  listServices,
  updateService,
} from './actions/services';
import { executeCommand } from './actions/execute-command';
import { mergeTags, taggedResource, withoutTags } from './actions/tags';
import { describeTasks, listTasks, runTask, stopTask } from './actions/tasks';
import { withTags, withoutUnaskedTags } from './moto-clusters';
import type { Tag } from './task';

/** The actions the data plane answers itself; moto never sees them. */
const ACTIONS: Readonly<Record<string, EcsAction>> = {
  CreateCapacityProvider: createCapacityProvider,
  DescribeCapacityProviders: describeCapacityProviders,
  UpdateCapacityProvider: updateCapacityProvider,
  DeleteCapacityProvider: deleteCapacityProvider,
  PutClusterCapacityProviders: putClusterCapacityProviders,
  CreateService: createService,
  UpdateService: updateService,
  DeleteService: deleteService,
  DescribeServices: describeServices,
  ListServices: listServices,
  RunTask: runTask,
  StopTask: stopTask,
  ExecuteCommand: executeCommand,
  DescribeTasks: describeTasks,
  ListTasks: listTasks,
  ListContainerInstances: listContainerInstances,
  DescribeContainerInstances: describeContainerInstances,
  UpdateContainerInstancesState: updateContainerInstancesState,
  ListServiceDeployments: listServiceDeployments,
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServiceRevisions: describeServiceRevisions,
  StopServiceDeployment: stopServiceDeployment,
};

/** moto's services run no task and its hosts never join: services, tasks and hosts are answered by our data plane. */
export function ecsDataPlane(context: EcsContext): Correction {
  return {
    name: 'ecs-data-plane',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html',
    service: 'ecs',
    actions: Object.keys(ACTIONS),
    handle: async (call) => {
      const action = ACTIONS[call.action ?? ''];
      return jsonResponse(await action?.(context, { region: call.region, input: jsonBody(call) }));
    },
  };
}

/** Counts in DescribeClusters, and the refusal to delete a cluster that is in use. */
export function ecsClusters(context: EcsContext): Correction {
  return {
    name: 'ecs-clusters',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html',
    service: 'ecs',
    actions: ['DescribeClusters', 'DeleteCluster', 'ListClusters'],
    handle: async (call, next) => {
      if (call.action === 'DeleteCluster') {
        await checkDeletable(context, { region: call.region, input: jsonBody(call) });
      }
      if (call.action === 'DescribeClusters') {
        const input = jsonBody(call);
        const answer = await next({ ...call, body: Buffer.from(JSON.stringify(withTags(input))) });
        return answer.status === 200
          ? jsonResponse(
              withCounts(context, withoutUnaskedTags(jsonBody(answer), textList(input['include']))),
            )
          : answer;
      }
      const answer = await next(call);
      return call.action === 'ListClusters' && answer.status === 200
        ? jsonResponse(await withoutDeleted(context, call.region, jsonBody(answer)))
        : answer;
    },
  };
}

/** Tags of services and capacity providers, which moto does not know. */
export function ecsServiceTags(context: EcsContext): Correction {
  return {
    name: 'ecs-service-tags',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
    service: 'ecs',
    actions: ['TagResource', 'UntagResource', 'ListTagsForResource'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      const tagged = taggedResource(context, input['resourceArn']);
      if (tagged === undefined) {
        return next(call);
      }
      if (call.action === 'TagResource') {
        tagged.tags = mergeTags(tagged.tags, (input['tags'] ?? []) as readonly Tag[]);
      }
      if (call.action === 'UntagResource') {
        tagged.tags = withoutTags(tagged.tags, textList(input['tagKeys']));
      }
      return jsonResponse(call.action === 'ListTagsForResource' ? { tags: tagged.tags } : {});
    },
  };
}
