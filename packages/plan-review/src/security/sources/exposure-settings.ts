import { parseEmbedded } from '../../plan/embedded';
import { isList, isObject, type Json } from '../../plan/json';

/** A setting by which a resource is open to others, or acts for others. */
export interface ExposureSetting {
  readonly setting: string;
  /** Where: `network_interfaces[].associate_public_ip_address`. */
  readonly path: string;
  /** What each value opens, as a list of names; more names are more open. `values` is empty when nothing is set. */
  readonly opens: (values: readonly Json[]) => readonly string[];
  /** Types of what the value names, where one name cannot be compared with another. @default - a plain setting */
  readonly names?: readonly string[];
  /** True where it limits, so that its absence is the most open value; told of what existed. @default false */
  readonly limits?: true;
  /** True where it says nothing of something new. @default false */
  readonly ofExisting?: true;
  /** What the absence of the whole resource opens. @default - nothing */
  readonly withoutResource?: {
    readonly opens: readonly string[];
    /** What the resource guards: when that is gone too, nothing is open. */
    readonly guards: { readonly attribute: string; readonly type: string };
  };
}

/** A list stands for what is in it. */
const entriesOf = (values: readonly Json[]): readonly Json[] =>
  values.flatMap((value) => (isList(value) ? value : [value]));

const flag = (setting: string, path: string, open = /^true$/): ExposureSetting => ({
  setting,
  path,
  opens: (values) => (values.some((value) => open.test(String(value))) ? ['open'] : []),
});

const named = (setting: string, path: string, type: string): ExposureSetting => ({
  setting,
  path,
  names: [type],
  opens: (values) =>
    entriesOf(values)
      .map(String)
      .filter((value) => value !== ''),
});

const metadata: readonly ExposureSetting[] = [
  {
    setting: 'instance metadata without a session token (IMDSv1)',
    path: 'metadata_options[].http_tokens',
    opens: (values) =>
      values.every((value) => value === 'required') && values.length > 0 ? [] : ['open'],
  },
  {
    setting: 'network hops to instance metadata',
    path: 'metadata_options[].http_put_response_hop_limit',
    // The first hop is the host itself; each further one reaches into containers.
    opens: (values) => {
      const hops = Math.max(1, ...values.map(Number).filter(Number.isFinite));
      return Array.from({ length: Math.min(hops, 64) - 1 }, (_, hop) => `hop ${hop + 2}`);
    },
  },
];

const publicAccessBlock = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
];

const accessBlock = (guards?: { attribute: string; type: string }): ExposureSetting[] =>
  publicAccessBlock.map((attribute) => ({
    setting: `public access without ${attribute}`,
    path: attribute,
    opens: (values) => (values.includes(true) ? [] : ['open']),
    ...(guards === undefined ? {} : { withoutResource: { opens: ['open'], guards } }),
  }));

/** Without a boundary everything is open; one boundary cannot be compared with another. */
const boundary: ExposureSetting = {
  ...named('permissions boundary', 'permissions_boundary', 'aws_iam_policy'),
  limits: true,
};

/** Something that lets in only some: without it everybody comes in. */
const limit = (setting: string, path: string, holds = /./): ExposureSetting => ({
  setting,
  path,
  opens: (values) =>
    entriesOf(values)
      .map((value) => (isObject(value) ? 'set' : String(value)))
      .filter((value) => holds.test(value)),
  limits: true,
});

/** The same where its value is a secret, or says nothing of who comes in. */
const anyLimit = (...rest: Parameters<typeof limit>): ExposureSetting => {
  const one = limit(...rest);
  return { ...one, opens: (values) => (one.opens(values).length > 0 ? ['set'] : []) };
};

const publicAcl = /^(?:public-|authenticated-read)/;
const everybody = /\/groups\/(?:global\/AllUsers|global\/AuthenticatedUsers)$/;

/** Lists of networks: `0.0.0.0/0` opens to everybody. */
const networks = (setting: string, path: string): ExposureSetting => ({
  setting,
  path,
  opens: (values) => values.flatMap((value) => (isList(value) ? value : [value])).map(String),
});

const forEverybody = (setting: string, path: string): ExposureSetting => ({
  setting,
  path,
  opens: (values) => (values.some((value) => everybody.test(String(value))) ? ['open'] : []),
});

const acl: readonly ExposureSetting[] = [
  flag('public access by ACL', 'acl', publicAcl),
  forEverybody('public access by a grant', 'grant[].uri'),
  forEverybody('public access by a grant', 'access_control_policy[].grant[].grantee[].uri'),
];

const balancer = flag('internet-facing load balancer', 'internal', /^false$/);

const signIn = (path: string): ExposureSetting =>
  limit('sign-in before requests pass', path, /^authenticate-/);

const listener: readonly ExposureSetting[] = [
  limit('certificates of clients', 'mutual_authentication[].mode', /^(?:verify|passthrough)$/),
  signIn('default_action[].type'),
];

const listenerRule: readonly ExposureSetting[] = [
  signIn('action[].type'),
  limit('networks that requests come from', 'condition[].source_ip[].values'),
];

const clientCertificates = limit(
  'certificates of clients',
  'mutual_tls_authentication[].truststore_uri',
);

/** Another group may let in others. */
const joined = (path: string): ExposureSetting => ({
  ...named('security groups', path, 'aws_security_group'),
  ofExisting: true,
});

const search: readonly ExposureSetting[] = [
  flag('use without sign-in', 'advanced_security_options[].anonymous_auth_enabled'),
  limit('fine-grained access control', 'advanced_security_options[].enabled', /^true$/),
  limit('only with TLS', 'domain_endpoint_options[].enforce_https', /^true$/),
];

const cache: readonly ExposureSetting[] = [
  anyLimit('sign-in with a token', 'auth_token'),
  limit('groups of users', 'user_group_ids'),
  limit('only with TLS', 'transit_encryption_enabled', /^true$/),
];

const host: readonly ExposureSetting[] = [
  flag('public IPv4 address', 'associate_public_ip_address'),
  ...metadata,
  named('instance profile', 'iam_instance_profile', 'aws_iam_instance_profile'),
];

/** Containers that are not separated from their host, by container and by what they get. */
function containers(read: (container: Readonly<Record<string, Json>>) => readonly string[]) {
  return ([text]: readonly Json[]): readonly string[] => {
    const parsed = typeof text === 'string' ? parseEmbedded(text) : undefined;
    return (isList(parsed) ? parsed : [])
      .filter(isObject)
      .flatMap((container) =>
        read(container).map((what) => `${String(container['name'])}: ${what}`),
      );
  };
}

function addedCapabilities(container: Readonly<Record<string, Json>>): string[] {
  const linux = container['linuxParameters'];
  const capabilities = isObject(linux) ? linux['capabilities'] : undefined;
  const added = isObject(capabilities) ? capabilities['add'] : undefined;
  return isList(added) ? added.map(String) : [];
}

/** By resource type. */
export const exposureSettings: Readonly<Record<string, readonly ExposureSetting[]>> = {
  aws_launch_template: [
    flag('public IPv4 address', 'network_interfaces[].associate_public_ip_address'),
    ...metadata,
    named('instance profile', 'iam_instance_profile[].arn', 'aws_iam_instance_profile'),
    named('instance profile', 'iam_instance_profile[].name', 'aws_iam_instance_profile'),
    joined('vpc_security_group_ids'),
    joined('network_interfaces[].security_groups'),
  ],
  aws_instance: host,
  aws_launch_configuration: host,
  aws_spot_instance_request: host,
  aws_subnet: [
    flag('public IPv4 addresses on launch', 'map_public_ip_on_launch'),
    flag('IPv6 addresses on launch', 'assign_ipv6_address_on_creation'),
  ],
  aws_ecs_task_definition: [
    named('task role', 'task_role_arn', 'aws_iam_role'),
    named('execution role', 'execution_role_arn', 'aws_iam_role'),
    flag('network of the host', 'network_mode', /^host$/),
    flag('processes of the host', 'pid_mode', /^host$/),
    flag('inter-process communication of the host', 'ipc_mode', /^host$/),
    {
      setting: 'privileged containers',
      path: 'container_definitions',
      opens: containers(({ privileged }) => (privileged === true ? ['privileged'] : [])),
    },
    {
      setting: 'added Linux capabilities',
      path: 'container_definitions',
      opens: containers(addedCapabilities),
    },
    {
      setting: 'folders of the host',
      path: 'volume[].host_path',
      opens: (values) => values.map(String).filter((value) => value !== ''),
    },
  ],
  aws_ecs_service: [
    flag('public IPv4 address', 'network_configuration[].assign_public_ip'),
    joined('network_configuration[].security_groups'),
    flag('commands in running containers (ECS Exec)', 'enable_execute_command'),
  ],
  aws_lb: [balancer],
  aws_lb_listener: listener,
  aws_alb_listener: listener,
  aws_lb_listener_rule: listenerRule,
  aws_alb_listener_rule: listenerRule,
  aws_api_gateway_domain_name: [clientCertificates],
  aws_apigatewayv2_domain_name: [clientCertificates],
  aws_api_gateway_rest_api: [
    flag('reached from the internet', 'endpoint_configuration[].types', /REGIONAL|EDGE/),
  ],
  aws_ec2_serial_console_access: [flag('serial console of machines', 'enabled')],
  aws_s3_bucket_cors_configuration: [
    flag('requests of every website', 'cors_rule[].allowed_origins', /(?:^|,)\*(?:,|$)/),
  ],
  aws_s3_bucket_ownership_controls: [
    {
      setting: 'access by ACL',
      path: 'rule[].object_ownership',
      opens: (values) => (values.includes('BucketOwnerEnforced') ? [] : ['open']),
      withoutResource: {
        opens: ['open'],
        guards: { attribute: 'bucket', type: 'aws_s3_bucket' },
      },
    },
  ],
  aws_opensearch_domain: search,
  aws_elasticsearch_domain: search,
  aws_elasticache_replication_group: cache,
  aws_elasticache_cluster: cache,
  aws_msk_cluster: [
    flag(
      'brokers on the internet',
      'broker_node_group_info[].connectivity_info[].public_access[].type',
      /^SERVICE_PROVIDED_EIPS$/,
    ),
  ],
  aws_cloudfront_distribution: [
    limit('firewall', 'web_acl_id'),
    limit('signed requests', 'default_cache_behavior[].trusted_key_groups'),
    limit('signed requests', 'default_cache_behavior[].trusted_signers'),
    limit('signed requests', 'ordered_cache_behavior[].trusted_key_groups'),
    limit('signed requests', 'ordered_cache_behavior[].trusted_signers'),
    limit(
      'countries',
      'restrictions[].geo_restriction[].restriction_type',
      /^(?:whitelist|blacklist)$/,
    ),
    limit('countries', 'restrictions[].geo_restriction[].locations'),
  ],
  aws_wafv2_web_acl: [limit('requests that no rule takes are refused', 'default_action[].block')],
  aws_cognito_user_pool: [limit('second factor', 'mfa_configuration', /^(?:ON|OPTIONAL)$/)],
  aws_db_proxy: [limit('only with TLS', 'require_tls', /^true$/)],
  aws_elb: [balancer],
  aws_db_instance: [flag('public IPv4 address', 'publicly_accessible')],
  aws_rds_cluster_instance: [flag('public IPv4 address', 'publicly_accessible')],
  aws_lambda_function: [named('execution role', 'role', 'aws_iam_role')],
  aws_lambda_function_url: [flag('URL without sign-in', 'authorization_type', /^NONE$/)],
  aws_iam_instance_profile: [named('role of the hosts', 'role', 'aws_iam_role')],
  aws_iam_role: [boundary],
  aws_iam_user: [boundary],
  aws_s3_bucket: acl,
  aws_s3_bucket_acl: acl,
  aws_s3_object: acl,
  aws_eks_cluster: [
    flag('endpoint on the internet', 'vpc_config[].endpoint_public_access'),
    networks('networks that reach the endpoint', 'vpc_config[].public_access_cidrs'),
    named('role of the cluster', 'role_arn', 'aws_iam_role'),
  ],
  aws_ami_launch_permission: [flag('image for everybody', 'group', /^all$/)],
  aws_redshift_cluster: [flag('public address', 'publicly_accessible')],
  aws_docdb_cluster_instance: [flag('public address', 'publicly_accessible')],
  aws_neptune_cluster_instance: [flag('public address', 'publicly_accessible')],
  aws_mq_broker: [flag('public address', 'publicly_accessible')],
  aws_dms_replication_instance: [flag('public address', 'publicly_accessible')],
  aws_s3_bucket_public_access_block: accessBlock({ attribute: 'bucket', type: 'aws_s3_bucket' }),
  aws_s3_account_public_access_block: accessBlock({ attribute: 'account_id', type: 'account' }),
};
