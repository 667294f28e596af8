import { matchesPattern } from '../config/places';
import type { Acknowledgement, AcknowledgementInput, Finding } from '../model';
import { blockAddress } from '../plan/configuration';
import { ruleOf } from './rules';
import { shortTrivyId } from './scanners/trivy-names';

/** Somebody's acceptance, and whether it still counts on a day. */
export function acknowledgementOf(input: AcknowledgementInput, today: Date): Acknowledgement {
  const { expires } = input;
  // The day itself is the first on which it counts no more, wherever the reader is.
  const expired = expires !== undefined && today.getTime() >= Date.parse(`${expires}T00:00:00Z`);
  return { ...input, expired };
}

/**
 * Whether an acceptance covers a finding: the same rule, at the same place, of the same thing.
 *
 * A rule that can find several things, such as an open port, is accepted for one of them: whoever accepted port 80 did not
 * accept what is opened there later.
 */
export function accepts(input: AcknowledgementInput, finding: Finding): boolean {
  return covers(input, finding) && isSameThing(input, finding);
}

/** Whether an acceptance would cover a finding if it said of what: the reader is told the word. */
export function acceptsWithout(input: AcknowledgementInput, finding: Finding): boolean {
  return input.of === undefined && covers(input, finding) && !isSameThing(input, finding);
}

function covers(input: AcknowledgementInput, finding: Finding): boolean {
  return isAt(input, finding) && isSameRule(input.id, finding.ruleId, input.of ?? finding.detail);
}

/** Whether an acceptance covers a place. */
export function isAt(
  input: Pick<AcknowledgementInput, 'constructPath' | 'address'>,
  { constructPath, address }: Pick<Finding, 'constructPath' | 'address'>,
): boolean {
  if (input.constructPath !== undefined) {
    const under = `${input.constructPath}/`;
    return constructPath === input.constructPath || constructPath?.startsWith(under) === true;
  }
  if (input.address === undefined) {
    return true;
  }
  if (address === undefined) {
    return false;
  }
  return [address, blockAddress(address)].some((one) => matchesPattern(input.address ?? '', one));
}

function isSameRule(left: string, right: string, detail: string | undefined): boolean {
  if (shortTrivyId(left) === shortTrivyId(right)) {
    return true;
  }
  const rule = ruleOf(left, detail);
  return rule !== undefined && rule === ruleOf(right, detail);
}

/** An id of another tool may say itself of what it is: CKV_AWS_24 is port 22 and nothing else. */
function isSameThing({ id, of }: AcknowledgementInput, { detail }: Finding): boolean {
  if (detail === undefined || of === detail) {
    return true;
  }
  const rule = ruleOf(id, detail);
  return of === undefined && rule?.aliasesOf?.[detail]?.includes(id) === true;
}
