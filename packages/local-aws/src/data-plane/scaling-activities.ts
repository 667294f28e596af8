import type { Correction } from '../gateway/correction';
import { xmlResponse } from '../gateway/aws-response';
import { queryParameters } from '../gateway/query-call';
import type { XmlElements } from '../gateway/xml';
import type { GroupActivities, GroupActivity } from '../groups/group-activities';

/** moto knows no activity of any group; then nobody can say why a host is missing. */
export function scalingActivities(activities: GroupActivities): Correction {
  return {
    name: 'scaling-activities',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-verify-scaling-activity.html',
    service: 'autoscaling',
    actions: ['DescribeScalingActivities'],
    handle: (call, next) => {
      const parameters = queryParameters(call);
      const group = parameters.get('AutoScalingGroupName');
      // Of all groups, or by id: nobody here asks so.
      if (group === null) {
        return next(call);
      }
      const most = Number(parameters.get('MaxRecords') ?? 100);
      const found = activities.of(call.region, group).slice(0, most);
      return Promise.resolve(
        xmlResponse({
          DescribeScalingActivitiesResponse: {
            '@xmlns': 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
            DescribeScalingActivitiesResult: { Activities: { member: found.map(elementsOf) } },
            ResponseMetadata: { RequestId: 'local' },
          },
        }),
      );
    },
  };
}

function elementsOf({
  id,
  group,
  status,
  description,
  message,
  cause,
  at,
}: GroupActivity): XmlElements {
  return {
    ActivityId: id,
    AutoScalingGroupName: group,
    Description: description,
    Cause: cause,
    StartTime: at.toISOString(),
    EndTime: at.toISOString(),
    StatusCode: status,
    Progress: 100,
    ...(message === undefined ? {} : { StatusMessage: message }),
  };
}
