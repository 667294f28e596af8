import type { MotoClient } from '../moto/moto-client';

/** A cluster as moto describes it. */
export interface MotoCluster {
  readonly clusterArn: string;
  readonly status: string;
}

/**
 * What every DescribeClusters asks of moto. Whether an answer shows tags, moto keeps in one place for all its threads: of two
 * calls at the same time, one with tags and one without, the first may lose them, and Terraform then takes the cluster for
 * one that somebody changed. So all ask for them.
 */
export function withTags(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { include } = input;
  const asked: readonly unknown[] = Array.isArray(include) ? include : [];
  return { ...input, include: [...new Set([...asked, 'TAGS'])] };
}

/** Takes the tags out of an answer to somebody who has not asked for them. */
export function withoutUnaskedTags(
  answer: Record<string, unknown>,
  include: readonly string[],
): Record<string, unknown> {
  const clusters = (answer['clusters'] ?? []) as readonly Record<string, unknown>[];
  return include.includes('TAGS')
    ? answer
    : { ...answer, clusters: clusters.map(({ tags: _tags, ...cluster }) => cluster) };
}

/** The clusters of these names or ARNs; those that are not there are left out. */
export async function describeClusters(
  moto: MotoClient,
  region: string,
  clusters: readonly string[],
): Promise<readonly MotoCluster[]> {
  const answer = await moto.json('ecs', region, 'DescribeClusters', withTags({ clusters }));
  return (answer['clusters'] ?? []) as readonly MotoCluster[];
}
