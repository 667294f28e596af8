import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import type { EcsClients } from './clients';
import type { HostStatus, LaunchTemplateStatus } from './ecs-status';
import { inWords } from './explain-error';

/** The latest version of every launch template that a host was started from. */
export async function readLaunchTemplates(
  clients: EcsClients,
  hosts: readonly HostStatus[],
  region: string,
): Promise<readonly LaunchTemplateStatus[]> {
  const ids = [...new Set(hosts.flatMap(({ launchTemplate }) => launchTemplate?.id ?? []))];
  return Promise.all(ids.map((id) => readLatest(clients, id, region)));
}

async function readLatest(
  clients: EcsClients,
  id: string,
  region: string,
): Promise<LaunchTemplateStatus> {
  const answer = await inWords({ action: 'ec2:DescribeLaunchTemplateVersions', region }, () =>
    clients.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ['$Latest'] }),
    ),
  );
  const [latest] = answer.LaunchTemplateVersions ?? [];
  const { InstanceType: instanceType, ImageId: imageId = '' } = latest?.LaunchTemplateData ?? {};
  return {
    id,
    latestVersion: String(latest?.VersionNumber ?? ''),
    instanceType,
    // A template may name a parameter that EC2 looks up; what it was is not in the answer.
    ...(imageId.startsWith('ami-') ? { imageId } : {}),
  };
}
