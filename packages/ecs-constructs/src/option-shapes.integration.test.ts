import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execFileSync } from 'node:child_process';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { balancedStack } from './fixtures/balanced-stack';
import * as library from './index';
import { synth } from './testing';

interface Call {
  /** `new Class`, `Class.method`, `Class#method` or `function`. */
  readonly name: string;
  /** Names of parameters; `#Interface` is an object of options. */
  readonly parameters: readonly string[];
}

const TOOL = join(__dirname, '../tools/option-shapes.mjs');

/** Jest cannot import the tool, which is a module of its own kind. */
function ask<Answer>(expression: string): Answer {
  const script = `import * as tool from ${JSON.stringify(pathToFileURL(TOOL).href)};
    const library = tool.readLibrary();
    process.stdout.write(JSON.stringify(${expression}));`;
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(text) as Answer;
}

const { table, file, calls } = ask<{ table: string; file: string; calls: readonly Call[] }>(
  '{ table: tool.optionTable(library), file: tool.OPTION_TABLE, calls: library.calls }',
);

const KNOWN = library as unknown as Readonly<Record<string, Record<string, unknown>>>;

/** One of every class whose methods take options. */
function holders(stack: TerraformStack): Readonly<Record<string, unknown>> {
  const balanced = balancedStack(stack);
  const { cluster, listener, loadBalancer, network, service, taskDefinition } = balanced;
  const names = { loadBalancerName: 'plain', network };
  const networkLoadBalancer = new library.NetworkLoadBalancer(stack, 'Plain', names);
  return {
    ApplicationListener: listener,
    ApplicationLoadBalancer: loadBalancer,
    Cluster: cluster,
    ContainerInstanceRole: balanced.capacity.containerInstanceRole,
    Ec2Service: service,
    Ec2TaskDefinition: taskDefinition,
    ImageRepository: new library.ImageRepository(stack, 'Images', { repositoryName: 'images' }),
    MeasuredCluster: cluster,
    MeasuredService: service,
    Metric: new library.Metric({ namespace: 'Shop', metricName: 'Orders' }),
    NetworkedService: service,
    NetworkLoadBalancer: networkLoadBalancer,
    NetworkListener: networkLoadBalancer.addListener('Tcp', { port: 9000 }),
    Role: new library.Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' }),
    ScalableTaskCount: service.autoScaleTaskCount({ maxCapacity: 3 }),
  };
}

function make(call: Call, scope: Construct, stack: TerraformStack): unknown {
  const values = call.parameters.map((parameter) => {
    const given: Readonly<Record<string, unknown>> = { scope, id: 'Wrong', construct: scope };
    return parameter.startsWith('#') ? 1 : (given[parameter] ?? 'some-text');
  });
  const [, prefix, owner = '', member = ''] = /^(new )?(\w+)(?:[.#](\w+))?$/.exec(call.name) ?? [];
  if (prefix !== undefined) {
    return Reflect.construct(KNOWN[owner] as never, values);
  }
  const holder = call.name.includes('#') ? holders(stack)[owner] : KNOWN[owner];
  return call.name.includes('.') || call.name.includes('#')
    ? (holder as Record<string, (...all: unknown[]) => unknown>)[member]?.(...values)
    : (holder as unknown as (...all: unknown[]) => unknown)(...values);
}

describe('options given by plain JavaScript', () => {
  it('are held to a table that was written from the types as they are', () => {
    // Written anew by: node tools/generate-option-shapes.mjs
    expect(readFileSync(file, 'utf8')).toBe(table);
  });

  it.each(calls.map((call) => [call.name, call] as const))('are checked by %s', (_, call) => {
    const [shape] = call.parameters.filter((parameter) => parameter.startsWith('#'));
    expect(() => synth((stack) => void make(call, stack, stack))).toThrow(
      `: the options must be an object (${shape?.slice(1)}); got 1.`,
    );
  });
});
