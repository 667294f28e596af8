// Plans of any size for the benchmark. `documents` is full of JSON text and secrets; `estate` is what a platform team has:
// modules with for_each, security groups with their rules in both forms, long policies, and much that does not change.

/** A third each of task definitions, launch templates and policies, updated, replaced and created, half of them secret. */
export function documents(size) {
  const kinds = [taskDefinition, launchTemplate, rolePolicy];
  const resources = Array.from({ length: size }, (_, index) => ({
    name: `r${index}`,
    ...kinds[index % kinds.length](index),
  }));
  return planOf(
    resources.map(({ name, type, ...resource }) => ({
      address: `${type}.${name}`,
      type,
      name,
      ...resource,
    })),
    {
      resources: resources.map(({ name, type, after }) => ({
        address: `${type}.${name}`,
        mode: 'managed',
        type,
        name,
        expressions: Object.fromEntries(Object.keys(after).map((key) => [key, {}])),
      })),
    },
  );
}

/** Instances of one module, each with a group, its rules, a role with policies and a subnet; one in four does not change. */
export function estate(size) {
  const blocks = Object.keys(service(0));
  const instances = Math.ceil(size / blocks.length);
  const resources = Array.from({ length: instances }, (_, index) =>
    Object.entries(service(index)).map(([block, { before, after, unknown = {} }]) => {
      const [type, name] = block.split('.');
      const kept = index % 4 === 3 && before !== null;
      return {
        address: `module.service["s${index}"].${block}`,
        module: `module.service["s${index}"]`,
        type,
        name,
        before,
        after: kept ? before : after,
        actions: kept ? ['no-op'] : [before === null ? 'create' : 'update'],
        unknown: kept ? {} : unknown,
      };
    }),
  ).flat();
  const reference = (...references) => ({ references });
  const written = (block, values) =>
    Object.fromEntries(
      Object.keys(values ?? {}).map((key) => [
        key,
        key === 'security_group_id'
          ? reference('aws_security_group.this.id', 'aws_security_group.this')
          : key === 'role'
            ? reference('aws_iam_role.this.id', 'aws_iam_role.this')
            : reference(`each.value.${key}`, 'each.value', `var.${block.split('.')[0]}`),
      ]),
    );
  return planOf(resources.slice(0, size), {
    module_calls: {
      service: {
        for_each_expression: reference('var.services'),
        expressions: { name: reference('each.key'), vpc_id: reference('var.vpc_id') },
        module: {
          resources: Object.entries(service(0)).map(([block, { before, after }]) => ({
            address: block,
            mode: 'managed',
            type: block.split('.')[0],
            name: block.split('.')[1],
            expressions: written(block, after ?? before),
          })),
        },
      },
    },
  });
}

function planOf(resources, rootModule) {
  const state = (side) => ({
    root_module: {
      resources: resources.map(({ address, type, name, [side]: values }) => ({
        address,
        mode: 'managed',
        type,
        name,
        values: values ?? {},
        sensitive_values: {},
      })),
    },
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: resources.map(
      ({ address, module, type, name, before, after, actions, paths, unknown }) => ({
        address,
        ...(module ? { module_address: module } : {}),
        mode: 'managed',
        type,
        name,
        change: {
          actions,
          before,
          after,
          after_unknown: unknown ?? { id: true, arn: true },
          before_sensitive: {},
          after_sensitive: {},
          ...(paths ? { replace_paths: paths } : {}),
        },
      }),
    ),
    planned_values: state('after'),
    prior_state: { values: state('before') },
    configuration: { root_module: rootModule },
  };
}

function taskDefinition(index) {
  const definitions = (image) =>
    JSON.stringify([
      {
        name: 'server',
        image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-app/server@sha256:${image.repeat(64)}`,
        environment: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'DB_PASSWORD', value: `secret-value-${index}` },
          ...Array.from({ length: 10 }, (_, number) => ({ name: `V${number}`, value: `${index}` })),
        ],
        portMappings: [{ containerPort: 8080, hostPort: 80 }],
      },
    ]);
  const common = { family: `f${index}`, cpu: '512', memory: '512', tags: { Name: `t${index}` } };
  return {
    type: 'aws_ecs_task_definition',
    actions: ['create', 'delete'],
    paths: [['container_definitions']],
    before: { ...common, container_definitions: definitions('a') },
    after: { ...common, container_definitions: definitions('b') },
  };
}

function launchTemplate(index) {
  const data = (level) =>
    Buffer.from(
      `#!/bin/bash\n${'echo configure\n'.repeat(30)}ECS_LOGLEVEL=${level}\nTOKEN=token-${index}-x\n`,
    ).toString('base64');
  const common = {
    name: `l${index}`,
    instance_type: 't3.micro',
    metadata_options: [{ http_tokens: 'required' }],
  };
  return {
    type: 'aws_launch_template',
    actions: ['update'],
    before: { ...common, user_data: data('info') },
    after: { ...common, user_data: data('debug') },
  };
}

function rolePolicy(index) {
  const statement = (number) => ({
    Sid: `S${number}`,
    Effect: 'Allow',
    Action: ['ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    Resource: `arn:aws:ecr:eu-west-1:123456789012:repository/r${index}-${number}`,
  });
  return {
    type: 'aws_iam_role_policy',
    actions: ['create'],
    before: null,
    after: {
      name: `p${index}`,
      role: `role${index}`,
      policy: policyOf(Array.from({ length: 5 }, (_, number) => statement(number))),
    },
  };
}

/** What one call of the module makes, by block. */
function service(index) {
  const id = String(index).padStart(8, '0');
  const group = `sg-${id}`;
  const octets = `10.${index % 250}.${Math.floor(index / 250)}`;
  const rule = (from, cidr) => ({
    from_port: from,
    to_port: from + 9,
    protocol: 'tcp',
    cidr_blocks: [cidr],
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    security_groups: [],
    self: false,
    description: '',
  });
  const tags = { Name: `s${index}`, Team: `team-${index % 40}`, Stage: 'prod' };
  const statements = (count) =>
    Array.from({ length: count }, (_, number) => ({
      Sid: `Use${number}`,
      Effect: number % 9 === 8 ? 'Deny' : 'Allow',
      Action: ['s3:GetObject', 's3:List*', `dynamodb:${number % 2 ? 'Query' : 'GetItem'}`],
      Resource: [
        `arn:aws:s3:::data-${index}-${number}/*`,
        `arn:aws:dynamodb:eu-west-1:123456789012:table/t-${index}-${number}`,
      ],
      Condition: { StringEquals: { 'aws:SourceVpc': `vpc-${number}` } },
    }));
  const trust = policyOf([
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ]);
  const named = { id: group, arn: `arn:aws:ec2:eu-west-1:123456789012:security-group/${group}` };
  const inline = { ...named, name: `s${index}`, vpc_id: 'vpc-0a', tags, tags_all: tags };
  const ingress = { security_group_id: group, ip_protocol: 'tcp', from_port: 443, to_port: 443 };
  const old = { security_group_id: group, type: 'egress', protocol: 'tcp', from_port: 5432 };
  const policy = (count) => ({
    id: `s${index}:data`,
    name: 'data',
    role: `s${index}`,
    policy: policyOf(statements(count)),
  });
  const both = (before, after) => ({ before, after });
  return {
    'aws_security_group.this': both(
      { ...inline, ingress: [rule(8080, `${octets}.0/24`)], egress: [rule(443, '0.0.0.0/0')] },
      {
        ...inline,
        ingress: [rule(8080, `${octets}.0/24`), rule(9090, '10.0.0.0/8')],
        egress: [rule(443, '0.0.0.0/0')],
      },
    ),
    'aws_vpc_security_group_ingress_rule.https': both(
      { id: `sgr-${id}`, ...ingress, cidr_ipv4: `${octets}.0/24`, tags: null },
      { id: `sgr-${id}`, ...ingress, cidr_ipv4: `${octets}.0/25`, tags: null },
    ),
    'aws_security_group_rule.database': both(null, {
      ...old,
      to_port: 5432,
      cidr_blocks: [`${octets}.128/25`],
      self: false,
    }),
    'aws_iam_role.this': both(
      { id: `s${index}`, name: `s${index}`, assume_role_policy: trust, tags },
      {
        id: `s${index}`,
        name: `s${index}`,
        assume_role_policy: trust,
        tags: { ...tags, New: '1' },
      },
    ),
    'aws_iam_role_policy.data': both(policy(20), policy(21)),
    'aws_subnet.this': both(
      { id: `subnet-${id}`, cidr_block: `${octets}.0/24`, map_public_ip_on_launch: false, tags },
      {
        id: `subnet-${id}`,
        cidr_block: `${octets}.0/24`,
        map_public_ip_on_launch: false,
        tags: {},
      },
    ),
    'aws_cloudwatch_log_group.this': both(
      { id: `/s/${index}`, name: `/s/${index}`, retention_in_days: 90, tags },
      { id: `/s/${index}`, name: `/s/${index}`, retention_in_days: 30, tags },
    ),
  };
}

function policyOf(statements) {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
