import { DataAwsEc2InstanceType } from '@cdktf/provider-aws/lib/data-aws-ec2-instance-type';
import { Fn, Op, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { isKnown } from '../support/validation';
import type { HostSize } from './host-group';
import { CPU_UNITS_PER_VCPU, instanceTypeFacts, MOST_REGISTERED } from './instance-types';

/**
 * Lets Terraform look up the instance types that are newer than the table, or not known at synth. Their sizes are
 * tokens, which a precondition compares with what a task reserves. Undefined where the table knows every type.
 */
export function sizesAtPlan(
  scope: Construct,
  instanceTypes: readonly string[],
  reservedMemoryMiB = 0,
): readonly HostSize[] | undefined {
  const others = instanceTypes.filter(
    (type) => !isKnown(type) || instanceTypeFacts(type) === undefined,
  );
  if (others.length === 0) {
    return undefined;
  }
  return others.map((instanceType, index) => {
    const facts = new DataAwsEc2InstanceType(scope, `InstanceType-${index + 1}`, { instanceType });
    const registered = Fn.floor(Token.asNumber(Op.mul(facts.memorySize, MOST_REGISTERED)));
    return {
      cpu: Token.asNumber(Op.mul(facts.defaultVcpus, CPU_UNITS_PER_VCPU)),
      // cdktf writes a subtraction of 0 as a negation.
      memoryMiB:
        reservedMemoryMiB === 0
          ? registered
          : Token.asNumber(Op.sub(registered, reservedMemoryMiB)),
    };
  });
}
