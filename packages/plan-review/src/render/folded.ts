import type { AttributeChange, Finding, ReviewedChange } from '../model';
import { blockAddress } from '../plan/configuration';
import { essentialsOf } from './essentials';
import { groupedBy } from '../plan/grouped-by';
import { shortPath, valueInWords } from './words';

/** Changes that say the same, to be written once with the names of all. */
export interface FoldedChange {
  /** The first of them, which speaks for all; its attributes are those that all have in common. */
  readonly change: ReviewedChange;
  readonly members: readonly ReviewedChange[];
  /** What each instance has of its own: path and values, one of each member. */
  readonly differing: readonly { readonly path: string; readonly values: readonly string[] }[];
}

/**
 * Equal changes together, in the order in which the first of each stands.
 *
 * Updates are equal when they change the same to the same in resources of one type, wherever these stand; everything else
 * only as instances of one block. Instances that are created are told together where at most one thing that a reviewer
 * needs differs.
 */
export function foldedChanges(changes: readonly ReviewedChange[]): readonly FoldedChange[] {
  return groupedBy(changes, changeKey).flatMap((members) => {
    const folded = fold(members);
    if (folded.differing.length < 2) {
      return [folded];
    }
    const essential = new Set(members.flatMap(essentialsOf).map(({ path }) => path));
    const apart = folded.differing.filter(({ path }) => essential.has(path)).length > 1;
    return apart
      ? groupedBy(members, (change) => [essentialsOf(change)]).map((equal) => fold(equal))
      : [folded];
  });
}

function changeKey(change: ReviewedChange): readonly unknown[] {
  // Each move has an address of its own to tell.
  if (change.previousAddress !== undefined) {
    return [change.address, change.deposed];
  }
  if (change.action === 'create') {
    return [change.action, blockAddress(change.address), change.effects, change.imported];
  }
  return [
    ...[change.action, change.type, change.reason, change.replacedBy, change.replaceOrder],
    ...[change.imported, change.deposed, change.attributes, change.effects],
    // What goes is looked for by its name.
    ...(change.action === 'update' ? [] : [blockAddress(change.address)]),
  ];
}

function fold(members: readonly ReviewedChange[]): FoldedChange {
  const [change, ...others] = members;
  // Of what is no creation, all attributes are part of the key: see changeKey.
  if (change === undefined || others.length === 0 || change.action !== 'create') {
    return { change: change as ReviewedChange, members, differing: [] };
  }
  const all = members.map(
    ({ attributes }) => new Map(attributes.map((attribute) => [attribute.path, attribute])),
  );
  const paths = [
    ...new Set(members.flatMap(({ attributes }) => attributes.map(({ path }) => path))),
  ];
  // What differs mostly does so at the second: the others are not written for it.
  const isCommon = (path: string): boolean => {
    const first = JSON.stringify(all[0]?.get(path));
    return all.every((own) => JSON.stringify(own.get(path)) === first);
  };
  const common = new Set(paths.filter(isCommon));
  return {
    change: { ...change, attributes: change.attributes.filter(({ path }) => common.has(path)) },
    members,
    differing: paths
      .filter((path) => !common.has(path))
      .map((path) => ({ path, values: all.map((own) => afterOf(own.get(path))) })),
  };
}

function afterOf(attribute: AttributeChange | undefined): string {
  return attribute === undefined ? '(none)' : valueInWords(attribute.after);
}

/** What several changes are called together: the block they are instances of, or their type. */
export function namesOf({ change, members }: FoldedChange): {
  readonly name: string;
  /** Each of them, shortened to its key where the block is the name. */
  readonly each: readonly string[];
} {
  const block = blockAddress(change.address);
  const isBlock = members.every(({ address }) => blockAddress(address) === block);
  return isBlock && members.every(({ address }) => address.startsWith(block))
    ? { name: block, each: members.map(({ address }) => address.slice(block.length)) }
    : { name: change.type, each: members.map(({ address }) => address) };
}

/** The name of one change: its construct path, or its address. */
export function nameOf({ construct, address }: ReviewedChange): string {
  return construct === undefined ? address : shortPath(construct.path);
}

/** Findings of one rule that say the same of several resources, together. */
export function foldedFindings(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return groupedBy(findings, findingKey);
}

function findingKey(finding: Finding): readonly unknown[] {
  const { ruleId, tool, level, message, fix, detail, acknowledged, untouched } = finding;
  return [ruleId, tool, level, message, fix, detail, acknowledged, untouched];
}
