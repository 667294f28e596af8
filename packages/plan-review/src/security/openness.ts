import { parseEmbedded } from '../plan/embedded';
import { isList, isObject, type Json } from '../plan/json';

/** Values that stand for everybody, in any cloud. */
const everybody =
  /^(?:\*|0\.0\.0\.0\/0|::\/0|0\.0\.0\.0|allUsers|allAuthenticatedUsers|system:(?:anonymous|unauthenticated|authenticated)|public|public-read(?:-write)?|authenticated-read|publicRead(?:Write)?|Internet|Any|AllowAll|all|blob|container|NONE|ALLOW_ALL|INGRESS_TRAFFIC_ALL|AllowFromPublic|cluster-admin|(?:roles\/)?(?:owner|editor)|Owner)$/i;

/** What in a value stands for everybody, or for everything. */
export function openIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    const embedded = parseEmbedded(value);
    return embedded === undefined ? (everybody.test(value) ? [value] : []) : openIn(embedded);
  }
  if (isList(value)) {
    return value.flatMap(openIn);
  }
  return isObject(value) ? Object.values(value).flatMap(openIn) : [];
}

/** Switches that open when they are on, and those that open when they are off. */
const opensOn =
  /(?:^|_)(?:public(?:ly)?|anonymous|internet|external|auto_accept|accept_automatic|allow|admin|privileged|host_network|host_pid|http_endpoint|legacy_abac)(?:_|$)|^(?:self|direct_internet_access|root_access|enable_execute_command|AllowFromPublic)$/;
const opensOff =
  /(?:^|_)(?:block|ignore|restrict|require|required|enforce|private|internal|https|ssl|tls|auth|authentication|local_account_disabled|uniform_bucket_level_access|prevention|transit_encryption)(?:_|$)/;

/** Names that read like a guard, and let in more by a weaker way when they are on. */
const weaker =
  /(?:^|_)(?:no_password|not_required|local_auth\w*|publish_basic_authentication|shared_access_key\w*)(?:_|$)/;

/** Whether a switch opens something: undefined where its name does not tell. */
export function switchOpens(name: string, on: boolean): boolean | undefined {
  if (weaker.test(name) && !/disable/.test(name)) {
    return on;
  }
  if (opensOff.test(name)) {
    return !on;
  }
  if (/disable[d]?(?:_|$)/.test(name)) {
    return undefined;
  }
  return opensOn.test(name) ? on : undefined;
}
