// Reviews a large plan and says how much processor time each step takes, also as a multiple of what it takes to parse the
// JSON, which is the same on every machine: node tools/benchmark.mjs [resources]; build the package first.
import { createRequire } from 'node:module';

const { formats, parsePlanText, reviewPlan } = createRequire(import.meta.url)('../dist/index.js');

const count = Number(process.argv[2] ?? 5000);
const text = JSON.stringify(plan(count));
console.log(`${count} resource changes, ${(text.length / 1e6).toFixed(1)} MB of plan JSON`);

const parsing = timed('JSON.parse', () => JSON.parse(text)).seconds;
const begin = process.cpuUsage();
const { result: document } = timed('parse', () => parsePlanText(Buffer.from(text)));
const { result: review } = timed('review', () => reviewPlan(document));
for (const [name, render] of Object.entries(formats)) {
  timed(`render ${name}`, () => render(review, { color: true }));
}
say('all', begin);
console.log(`memory ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB at most`);

function timed(name, work) {
  const start = process.cpuUsage();
  const result = work();
  return { result, seconds: say(name, start) };
}

function say(name, start) {
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  const times = name === 'all' ? `  ${(seconds / parsing).toFixed(0)} × JSON.parse` : '';
  console.log(`${name.padEnd(18)} ${seconds.toFixed(2).padStart(6)} s${times}`);
  return seconds;
}

/** A third each of task definitions, launch templates and policies, updated, replaced and created, half of them secret. */
function plan(size) {
  const kinds = [taskDefinition, launchTemplate, rolePolicy];
  const resources = Array.from({ length: size }, (_, index) => ({
    name: `r${index}`,
    ...kinds[index % kinds.length](index),
  }));
  const state = (side) => ({
    root_module: {
      resources: resources.map(({ name, type, [side]: values }) => ({
        address: `${type}.${name}`,
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
    resource_changes: resources.map(({ name, type, before, after, actions, paths }) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: {
        actions,
        before,
        after,
        after_unknown: { id: true, arn: true },
        before_sensitive: {},
        after_sensitive: {},
        ...(paths ? { replace_paths: paths } : {}),
      },
    })),
    planned_values: state('after'),
    prior_state: { values: state('before') },
    configuration: {
      root_module: {
        resources: resources.map(({ name, type, after }) => ({
          address: `${type}.${name}`,
          mode: 'managed',
          type,
          name,
          expressions: Object.fromEntries(Object.keys(after).map((key) => [key, {}])),
        })),
      },
    },
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
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: 5 }, (_, number) => statement(number)),
  });
  return {
    type: 'aws_iam_role_policy',
    actions: ['create'],
    before: null,
    after: { name: `p${index}`, role: `role${index}`, policy },
  };
}
