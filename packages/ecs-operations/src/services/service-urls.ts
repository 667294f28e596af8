import { readBalancerUrls } from '../balancer-urls';
import { readService } from '../read-service';
import { findUrls } from '../task-urls';
import type { ServiceTarget } from './service-target';

/** One address of a service, and what it said. */
export interface ServiceUrl {
  readonly url: string;
  readonly through: 'load balancer' | 'host port';
  readonly note?: string;
  /** What came back. @default - it was not fetched */
  readonly answer?: { readonly status: number; readonly body: string };
  /** Why nothing good came back. @default - it answered, or was not fetched */
  readonly failure?: string;
}

/** The addresses of one service. */
export interface ServiceUrls {
  readonly service: string;
  readonly cluster: string;
  readonly urls: readonly ServiceUrl[];
  /** Why there is none. @default - there is one */
  readonly none?: string;
}

/** The addresses of a service, not fetched yet. */
export async function urlsOf(target: ServiceTarget): Promise<ServiceUrls> {
  const { clients, region, service, cluster } = target;
  const found = await readService(clients, target, region);
  const groups = found.targetGroupArns ?? [];
  const balanced = await readBalancerUrls(clients, groups, region);
  const urls: ServiceUrl[] =
    groups.length > 0
      ? balanced.map((one) => ({ ...one, through: 'load balancer' as const }))
      : (await findUrls(clients, target)).map(({ url: address, note }) => ({
          url: address,
          through: 'host port' as const,
          note,
        }));
  if (urls.length > 0) {
    return { service, cluster, urls };
  }
  return { service, cluster, urls, none: whyNone(groups.length > 0, found.runningCount) };
}

function whyNone(balanced: boolean, running: number): string {
  if (balanced) {
    return 'its target groups belong to no load balancer with a listener';
  }
  if (running === 0) {
    return 'no task runs';
  }
  return 'no running task publishes a tcp port on a host (tasks with awsvpc answer inside their network only)';
}
