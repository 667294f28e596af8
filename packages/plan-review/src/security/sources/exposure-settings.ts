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
  /** What the absence of the whole resource opens. @default - nothing */
  readonly withoutResource?: {
    readonly opens: readonly string[];
    /** What the resource guards: when that is gone too, nothing is open. */
    readonly guards: { readonly attribute: string; readonly type: string };
  };
}

const flag = (setting: string, path: string, open = /^true$/): ExposureSetting => ({
  setting,
  path,
  opens: (values) => (values.some((value) => open.test(String(value))) ? ['open'] : []),
});

const named = (setting: string, path: string, type: string): ExposureSetting => ({
  setting,
  path,
  names: [type],
  opens: (values) => values.map(String).filter((value) => value !== ''),
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
const boundary = named('permissions boundary', 'permissions_boundary', 'aws_iam_policy');

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
    flag('commands in running containers (ECS Exec)', 'enable_execute_command'),
  ],
  aws_lb: [balancer],
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

/** Settings of which the absence is the most open value. */
export function isGuard(setting: ExposureSetting): boolean {
  return setting === boundary;
}
