import { DataAwsEc2InstanceTypeOfferings } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings';
import { Fn, Op, type Precondition } from 'cdktf';
import type { Construct } from 'constructs';
import { literal } from '../support/terraform-text';

/**
 * Fails the plan where AWS offers none of the instance types in one of the zones: the group would be made, and try for ever to
 * launch its hosts there. One call of `ec2:DescribeInstanceTypeOfferings` for the group, in every plan.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html
 */
export function offeringsPrecondition(
  scope: Construct,
  instanceTypes: readonly string[],
  zones: readonly string[],
): Precondition {
  const offered = new DataAwsEc2InstanceTypeOfferings(scope, 'InstanceTypeOfferings', {
    locationType: 'availability-zone',
    filter: [
      { name: 'instance-type', values: literal([...instanceTypes]) },
      { name: 'location', values: literal([...zones]) },
    ],
  });
  const missing = Fn.setsubtract(literal([...zones]), offered.locations);
  const types = instanceTypes.join(', ');
  return {
    // cdktf writes a comparison with 0 as one with undefined.
    condition: Op.lt(Fn.lengthOf(missing), 1),
    errorMessage:
      `AWS does not offer ${instanceTypes.length === 1 ? types : `any of ${types}`} in ${Fn.join(', ', missing)}, where hosts of ` +
      `${scope.node.path} are to run: they would never launch. Choose another instance type, or subnets in other zones; ` +
      'checkInstanceTypeOfferings: false leaves this look out.',
  };
}
