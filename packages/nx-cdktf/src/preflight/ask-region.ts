import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { clientDefaults, limitCalls } from '../aws/call-limits';
import type { PlannedResource } from '../terraform/planned-resources';
import type { Check } from './preflight';
import { quotaCheck } from './quotas';
import { stackChecks, stackWishes } from './stack-checks';

// Its own module, loaded where a region of AWS is asked: the SDK of EC2 alone takes as long to load as all else here.

/** What is asked of a region about a synthesized stack. */
export function checksOfRegion(stack: unknown, region: string): readonly Check[] {
  const ofRegion = (where: string) => ({ ...clientDefaults, region: where });
  return stackChecks(stackWishes(stack), {
    ec2: limitCalls(new EC2Client(ofRegion(region))),
    ecr: (where) => limitCalls(new ECRClient(ofRegion(where))),
  });
}

/** Whether a region has room for what a plan creates; the clients end with the question. */
export async function withQuotaCheck(
  region: string,
  planned: readonly PlannedResource[],
  ask: (check: Check) => Promise<void>,
): Promise<void> {
  const of = { ...clientDefaults, region };
  const ec2 = limitCalls(new EC2Client(of));
  const quotas = limitCalls(new ServiceQuotasClient(of));
  try {
    await ask(quotaCheck(planned, { ec2, quotas }));
  } finally {
    ec2.destroy();
    quotas.destroy();
  }
}
