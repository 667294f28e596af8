import type { JsonObject } from '../../../plan/json';
import type { PlanJson } from '../../../plan/plan-json';

/** Rule, type, values that keep it, values that break it, and what is said then. */
export type RuleExample = readonly [string, string, JsonObject, JsonObject, RegExp];

export const plan = (type: string, values: JsonObject): PlanJson => ({
  format_version: '1.2',
  resource_changes: [
    {
      address: `${type}.r`,
      type,
      name: 'r',
      change: { actions: ['create'], before: null, after: values },
    },
  ],
});
export const container = (more: JsonObject): JsonObject => ({
  container_definitions: JSON.stringify([{ name: 'web', ...more }]),
});
export const policy = (statement: JsonObject): JsonObject => ({
  policy: JSON.stringify({ Statement: [statement] }),
});
export const wide = { Effect: 'Allow', Resource: '*' };
export const everybody = (more: JsonObject = {}): JsonObject =>
  policy({ Effect: 'Allow', Principal: '*', Action: 'x:Y', Resource: '*', ...more });
export const held = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
export const trust = (statement: JsonObject): JsonObject => ({
  assume_role_policy: JSON.stringify({ Statement: statement }),
});
export const added = (...add: readonly string[]): JsonObject =>
  container({ linuxParameters: { capabilities: { add } } });
export const folder = (host_path: string | null): JsonObject => ({
  volume: [{ name: 'v', host_path }],
});
export const passing = (Resource: string, more: JsonObject = {}): JsonObject =>
  policy({ Effect: 'Allow', Resource, Action: ['iam:PassRole', 'ec2:RunInstances'], ...more });
export const inline = (direction: string, ...rules: readonly JsonObject[]): JsonObject => ({
  description: 'd',
  [direction]: rules.map((rule) => ({
    protocol: 'tcp',
    cidr_blocks: ['0.0.0.0/0'],
    description: 'd',
    ...rule,
  })),
});
export const logs = { logConfiguration: { logDriver: 'awslogs' }, readonlyRootFilesystem: true };
