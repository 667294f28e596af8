import { AwsError } from '../../gateway/aws-response';
import { clusterArnOf, textList, textOf, type EcsAction } from '../action';
import { ecsArn, nameOf } from '../identifiers';
import { containerInstanceWire } from '../wire/container-instance-wire';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html */
export const listContainerInstances: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const status = textOf(request.input['status']);
  const hosts = context.state
    .hosts(clusterArn)
    .filter((host) => status === undefined || host.status === status);
  return { containerInstanceArns: hosts.map(({ arn }) => arn) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
export const describeContainerInstances: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const hosts = context.state.hosts(clusterArn);
  const asked = textList(request.input['containerInstances']);
  if (asked.length === 0) {
    throw new AwsError('InvalidParameterException', 'Container instance cannot be empty.');
  }
  const found = asked.map((reference) => ({
    reference,
    host: hosts.find(({ id }) => id === nameOf(reference)),
  }));
  return {
    containerInstances: found.flatMap(({ host }) =>
      host === undefined ? [] : [containerInstanceWire(host, context.state)],
    ),
    failures: found.flatMap(({ reference, host }) =>
      host === undefined
        ? [
            {
              arn: ecsArn(
                request.region,
                `container-instance/${nameOf(clusterArn)}/${nameOf(reference)}`,
              ),
              reason: 'MISSING',
            },
          ]
        : [],
    ),
  };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateContainerInstancesState.html */
export const updateContainerInstancesState: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const status = request.input['status'];
  if (status !== 'ACTIVE' && status !== 'DRAINING') {
    throw new AwsError(
      'InvalidParameterException',
      'Container instance status should be one of [ACTIVE,DRAINING].',
    );
  }
  const ids = textList(request.input['containerInstances']).map(nameOf);
  const hosts = context.state.hosts(clusterArn).filter(({ id }) => ids.includes(id));
  for (const host of hosts) {
    host.status = status;
  }
  context.state.hostsChanged(clusterArn);
  return {
    containerInstances: hosts.map((host) => containerInstanceWire(host, context.state)),
    failures: [],
  };
};
