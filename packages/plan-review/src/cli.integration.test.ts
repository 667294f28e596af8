import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changeOf, fixture, planOf } from './testing/fixtures';

// The built command, as `npx plan-review` runs it.
const command = join(__dirname, '..', 'bin', 'plan-review.cjs');

function run(plan: unknown, ...args: readonly string[]): number | null {
  const input = typeof plan === 'string' ? plan : JSON.stringify(plan);
  return spawnSync(process.execPath, [command, ...args], { input }).status;
}

const widening = planOf(
  changeOf(
    'aws_vpc_security_group_ingress_rule',
    { cidr_ipv4: '10.0.0.0/8', from_port: 80, to_port: 80, ip_protocol: 'tcp' },
    { cidr_ipv4: '0.0.0.0/0', from_port: 80, to_port: 80, ip_protocol: 'tcp' },
  ),
);

const values = { metadata_options: [{ http_tokens: 'optional' }] };
const withoutImdsV2 = {
  ...planOf(changeOf('aws_launch_template', null, values)),
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_launch_template.a',
          mode: 'managed',
          type: 'aws_launch_template',
          name: 'a',
          values,
        },
      ],
    },
  },
};

describe('the command plan-review', () => {
  beforeAll(() => {
    expect(existsSync(command)).toBe(true);
  });

  it.each<[string, unknown, readonly string[], number]>([
    ['no changes', fixture('no-changes'), [], 0],
    ['changes', fixture('mixed'), [], 2],
    ['no plan', 'no plan', [], 1],
    ['an unknown option', fixture('mixed'), ['--loud'], 1],
    ['a change that needs approval', fixture('mixed'), ['--require-approval', 'any-change'], 3],
    ['more access', widening, ['--require-approval', 'widening'], 3],
    ['a finding that fails', withoutImdsV2, ['--fail-on', 'policy'], 4],
    ['a finding that fails, not asked for', withoutImdsV2, [], 2],
    ['more access that needs no approval', widening, [], 2],
  ])('ends %s with its exit code', (_name, plan, args, code) => {
    expect(run(plan, ...args)).toBe(code);
  });

  it('does not complain when its reader stops reading', async () => {
    const changes = Array.from({ length: 3000 }, (_, index) =>
      changeOf('aws_route', { a: index }, null, { name: `r${index}` }),
    );
    const child = spawn(process.execPath, [command], { stdio: ['pipe', 'pipe', 'pipe'] });
    let error = '';
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end(JSON.stringify(planOf(...changes)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, error }).toEqual({ code: 2, error: '' });
  });

  it('has V8 optimize few of its functions, which a library leaves to its process', () => {
    const changes = Array.from({ length: 1500 }, (_, index) =>
      changeOf('aws_route', { a: index }, { a: index + 1 }, { name: `r${index}` }),
    );
    const input = JSON.stringify(planOf(...changes));
    const optimized = (...program: readonly string[]): number => {
      const options = { input, encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
      const { stdout, stderr } = spawnSync(process.execPath, ['--trace-opt', ...program], options);
      expect(stderr).toBe('');
      return stdout.match(/completed optimizing/g)?.length ?? 0;
    };
    const library = join(__dirname, '..', 'dist', 'index.js');
    const program = `
      const { formats, parsePlanText, reviewPlan } = require(${JSON.stringify(library)});
      const plan = parsePlanText(require('node:fs').readFileSync(0));
      process.stdout.write(formats.terminal(reviewPlan(plan), { color: false, width: 100 }));`;
    const few = process.versions.v8.startsWith('11.3.') ? 0.5 : 2;
    expect(optimized(command)).toBeLessThan(optimized('--eval', program) * few);
  });
});
