import { Op, ref, type TerraformResourceLifecycle, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** Who changes what of a service once it is there. */
export interface ServiceOwners {
  readonly desiredCount: 'terraform' | 'autoscaling';
  readonly revision: 'terraform' | 'pipeline';
}

/**
 * What Terraform leaves alone, and how it finds out that a deployment was rolled back. Only the life cycle depends on the
 * owners, so that a switch changes neither the address of the service nor the service.
 */
export function serviceLifecycle(
  scope: Construct,
  owners: ServiceOwners,
  taskDefinitionArn: string,
): TerraformResourceLifecycle {
  const byPipeline = owners.revision === 'pipeline';
  const ignoreChanges = [
    ...(owners.desiredCount === 'autoscaling' ? ['desired_count'] : []),
    ...(byPipeline ? ['task_definition'] : []),
  ];
  return {
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges }),
    // The revision of a pipeline is not the one that Terraform knows.
    ...(byPipeline ? {} : { postcondition: [servesRevision(scope, taskDefinitionArn)] }),
  };
}

/**
 * Fails the apply when a deployment was rolled back: the service is stable then, on the old revision, which is all that
 * `wait_for_steady_state` of AWS provider 5.100 looks at. A first deployment has nothing to go back to: it runs into the
 * timeout.
 */
function servesRevision(scope: Construct, taskDefinitionArn: string) {
  const self = ref('self.task_definition', TerraformStack.of(scope));
  return {
    condition: Op.eq(self, taskDefinitionArn),
    errorMessage:
      'The deployment was rolled back: the service still runs the revision before this one. ' +
      'Look at the events of the service and at the reasons why its tasks stopped.',
  };
}
