import { adopted } from './adopted';
import { adoptedCluster } from './adopted-cluster';
import { arm64 } from './arm64';
import { autoscaledService } from './autoscaled-service';
import { bottlerocket } from './bottlerocket';
import { daemon } from './daemon';
import { dynamicPorts } from './dynamic-ports';
import type { Example } from './example';
import { httpsRules } from './https-rules';
import { latestImageAtLaunch } from './latest-image-at-launch';
import { loadBalancedService } from './load-balanced-service';
import { managedCapacity } from './managed-capacity';
import { pipelineOwnedRevision } from './pipeline-owned-revision';
import { privateHosts } from './private-hosts';
import { reference } from './reference';
import { scheduledTask } from './scheduled-task';
import { serviceConnect } from './service-connect';
import { scratchVolume } from './scratch-volume';
import { severalServices } from './several-services';
import { sidecars } from './sidecars';
import { spot } from './spot';

/** Every example by the name that `main.ts` takes. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  reference,
  'dynamic-ports': dynamicPorts,
  'load-balanced-service': loadBalancedService,
  'https-rules': httpsRules,
  'several-services': severalServices,
  sidecars,
  'scratch-volume': scratchVolume,
  daemon,
  'managed-capacity': managedCapacity,
  'autoscaled-service': autoscaledService,
  'pipeline-owned-revision': pipelineOwnedRevision,
  'private-hosts': privateHosts,
  'service-connect': serviceConnect,
  'scheduled-task': scheduledTask,
  spot,
  bottlerocket,
  'latest-image-at-launch': latestImageAtLaunch,
  arm64,
  adopted,
  'adopted-cluster': adoptedCluster,
};
