import type { Construct } from 'constructs';
import { misuse } from '../support/validation';

/** A tag that a build of this app pushes. */
interface Claim {
  readonly reference: string;
  readonly path: string;
}

const METADATA_TYPE = 'ecs-constructs/image-claim';

/**
 * Remembers which references a build pushes, and refuses one that another build of the same app pushes: each would take
 * the tag away from the other, or be refused by the registry.
 */
export function claimReferences(build: Construct, hashed: string, moving: readonly string[]): void {
  const { root } = build.node;
  const claims = root.node.metadata
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }) => data as Claim);
  for (const reference of [hashed, ...moving]) {
    const taken = claims.find((claim) => claim.reference === reference);
    if (taken === undefined) {
      root.node.addMetadata(METADATA_TYPE, { reference, path: build.node.path } satisfies Claim);
    } else if (reference === hashed) {
      throw misuse(build, {
        what: 'the same sources are built for the same repository already, and a tag is pushed once',
        got: `the tag of ${taken.path}`,
        fix: 'Give the image of that build to both, or use ContainerImage.fromPrebuilt in the other stack.',
      });
    } else {
      throw misuse(build, {
        what: 'a tag in alsoTag belongs to one build, or each would take it away from the other',
        got: `${reference.slice(reference.lastIndexOf(':') + 1)}, which ${taken.path} moves`,
        fix: 'Give each build a repository or a tag of its own.',
      });
    }
  }
}
