import type { AccessChange, PlanReview, ReviewedChange } from '../model';
import { essentialsOf } from './essentials';
import { valueInWords } from './words';

/**
 * Settings that let nobody in from outside: what acts for the new thing itself, and what the host and its containers
 * share. They are listed in the other formats.
 */
const inner =
  /^(task role|execution role|role of the hosts|instance profile|permissions boundary)$/;
/** Written by AWS for one service each, unless the name says otherwise. */
const ofAws = /^arn:aws[\w-]*:iam::aws:policy\//;
const privateRange =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:)/i;

/**
 * Whether a row of a plan in which everything is new lets in somebody from outside, gives a right without a limit, or
 * might: what a reviewer of a first deployment reads. In doubt, it does.
 */
export function isExposed({ kind, decided, after = {} }: AccessChange): boolean {
  if (!decided) {
    return true;
  }
  const { setting, peer, direction, principal, action, resource, policy } = after;
  switch (kind) {
    case 'exposure':
      return setting === undefined || !inner.test(setting);
    case 'security-group':
      return direction !== 'egress' && !isInside(peer);
    case 'trust':
    case 'resource-policy':
      // `Service ecs-tasks.amazonaws.com` is AWS itself.
      return principal === undefined || !/^Service [\w.-]+(, Service [\w.-]+)*$/.test(principal);
    case 'iam':
      return action === undefined || (isUnlimited(action) && /\*/.test(resource ?? '*'));
    case 'managed-policy':
      return (
        policy === undefined ||
        !ofAws.test(policy) ||
        /admin|poweruser|fullaccess|iam/i.test(policy.replace(ofAws, ''))
      );
  }
}

/** Whether all that a reviewer needs of something new stands in the row that says whom it lets in. */
export function isToldUnderAccess(change: ReviewedChange, review: PlanReview): boolean {
  const essentials = essentialsOf(change);
  if (review.everythingIsNew !== true || essentials.length === 0) {
    return false;
  }
  const words = new Set(
    review.security.changes
      .filter((row) => row.address === change.address && row.decided && isExposed(row))
      .flatMap(({ after = {} }) => Object.values(after).flatMap((text) => text.split(/[\s,-]+/))),
  );
  return essentials.every(({ after }) => words.has(valueInWords(after)));
}

/** A group, by address or construct, holds what the plan or somebody puts in; a range of addresses or a prefix list may be anybody's. */
function isInside(peer: string | undefined): boolean {
  return (
    peer !== undefined &&
    (privateRange.test(peer) ||
      /^sg-[0-9a-f]+$|(^|\.)aws_(default_)?security_group\.|^[\w-]+\/[A-Za-z]/.test(peer))
  );
}

/** `s3:*`, `*`, and everything but something. */
function isUnlimited(actions: string): boolean {
  return /(^|[\s,])(\*|[\w-]+:\*)/.test(actions) || actions.startsWith('all but ');
}
