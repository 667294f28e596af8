import { parseEmbedded } from '../plan/embedded';
import { isList, isObject, type Json } from '../plan/json';
import { openIn } from './openness';

/**
 * Signs of access in types that nobody listed. They can make a verdict worse, never better.
 *
 * Names as providers of many clouds use them; a value that stands for everybody is a sign under any name.
 */
const names =
  /(?:^|_)(?:cidrs?|ingress|egress|polic(?:y|ies)|principals?|acls?|public|publicly|grants?|grantees?|members?|roles?|permissions?|authorization|authorized|allow|allowed|account_ids|shared_\w+|users?|groups?|security_groups?|internal|cors|anonymous|auth_enabled|firewall|whitelist|allowlist|trusted|scopes?|subjects?|visibility)(?:_|$)/;
const notAccess =
  /(?:_policy_type|_group_name|parameter_group|subnet_group|option_group|resource_group|log_group|placement_group|target_group|scaling_group|user_data|user_agent|role_session|_window|_version|retry_policy|scaling_policy|lifecycle_policy|update_policy|deletion_policy|backup_policy|retention_policy|deploy_policy|eviction_policy|redrive_policy)/;

/** Types that give rights, or take them, by being there: bindings, assignments, rules, locks. */
const granting =
  /(?:^|_)(?:iam|policy|policies|role|roles|binding|member|members|membership|permission|permissions|grant|firewall|firewall_rule|acl|access|share|assignment|authorization|rbac|security_rule|allowed_principal|identity_provider|trust|ram_\w+_association)(?:_v\d\w*)?(?:_|$)/;
/** Types that take rights away: where they go, more is allowed. */
const guarding =
  /(?:^|_)(?:policy|network_policy|firewall|security_policy|waf\w*|lock|acl|access_block|block_public_access\w*|guardrail|security_rule|deny|boundary|shield|network_acl\w*|webhook_configuration|network_security_group_association|network_interface_security_group_association)(?:_v\d\w*)?(?:_|$)/;

/** Whether an attribute looks as if it decided who may do what. */
export function looksLikeAccess(name: string, value: Json | undefined): boolean {
  return (names.test(name) && !notAccess.test(name)) || isPolicy(value) || openIn(value).length > 0;
}

/** Whether a resource of the type only takes away from what is open without it, so that a new one opens nothing. */
export function filters(type: string): boolean {
  return /^aws_(?:waf\w*|network_acl|organizations_policy(?:_attachment)?)$/.test(type);
}

/** Whether a resource of the type gives rights to somebody by being there. */
export function grants(type: string): boolean {
  return granting.test(type);
}

/** Whether more may be allowed when a resource of the type goes. */
export function guards(type: string): boolean {
  return guarding.test(type);
}

/** JSON with statements, as AWS and others write policies, however deep in blocks. */
function isPolicy(value: Json | undefined): boolean {
  const parsed = typeof value === 'string' ? parseEmbedded(value) : value;
  if (isList(parsed)) {
    return parsed.some(isPolicy);
  }
  return (
    isObject(parsed) &&
    (['Statement', 'statement', 'bindings'].some(
      (key) => Object.hasOwn(parsed, key) && (isList(parsed[key]) || isObject(parsed[key])),
    ) ||
      Object.values(parsed).some(isPolicy))
  );
}
