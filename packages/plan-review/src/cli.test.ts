import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type CommandIo } from './cli';
import { changeOf, fixture, planOf } from './testing/fixtures';

const directory = mkdtempSync(join(tmpdir(), 'plan-review-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Result {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run(
  args: readonly string[],
  input?: unknown,
  environment: NodeJS.ProcessEnv = {},
  isTTY = false,
): Promise<Result> {
  let out = '';
  let error = '';
  const io: CommandIo = {
    environment,
    stdout: { isTTY, columns: 80 },
    write: (text) => (out += text),
    writeError: (text) => (error += text),
    readInput: async () =>
      input === undefined
        ? undefined
        : Buffer.from(typeof input === 'string' ? input : JSON.stringify(input)),
  };
  return { code: await main(args, io), out, error };
}

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const mixed = fixture('mixed');

describe('plan-review', () => {
  it('reads standard input, or a file', async () => {
    const piped = await run([], mixed);
    expect(piped).toMatchObject({ code: 2, error: '' });
    expect(piped.out).toContain('Plan: 2 destroy');
    expect(await run([file('plan.json', mixed)])).toEqual(piped);
    expect(await run(['-'], mixed)).toEqual(piped);
  });

  it('ends with 0 where nothing changes', async () => {
    expect(await run([], fixture('no-changes'))).toMatchObject({ code: 0, out: 'No changes.\n' });
  });

  it('ends with 2 for a plan that only moves', async () => {
    expect((await run([], fixture('moved-only'))).code).toBe(2);
  });

  it('ends with 3 where approval is needed', async () => {
    expect((await run(['--require-approval', 'any-change'], mixed)).code).toBe(3);
    expect((await run(['--require-approval', 'any-change'], fixture('no-changes'))).code).toBe(0);
    expect((await run(['--require-approval', 'never'], mixed)).code).toBe(2);
    // It destroys what runs provisioners, and nobody knows which.
    expect((await run(['--require-approval=widening'], mixed)).code).toBe(3);
    const tagged = planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } }));
    expect((await run(['--require-approval=widening'], tagged)).code).toBe(2);
  });

  it('ends with 4 for a finding only where policies are asked for and the plan acts', async () => {
    const values = { metadata_options: [{ http_tokens: 'optional' }] };
    const made = planOf(changeOf('aws_launch_template', null, values));
    expect((await run([], made)).code).toBe(2);
    expect((await run(['--fail-on', 'policy'], made)).code).toBe(4);
    const kept = planOf(changeOf('aws_launch_template', values, values, { actions: ['no-op'] }));
    expect(await run(['--fail-on', 'policy'], kept)).toMatchObject({ code: 0 });
    const all = await run(['--fail-on', 'policy', '--findings', 'all'], kept);
    expect(all.code).toBe(0);
    expect(all.out).toContain('ecs-ec2/imdsv2-required');
  });

  it('ends with 1 for a plan that terraform could not finish', async () => {
    const result = await run([], { ...planOf(), errored: true });
    expect(result.code).toBe(1);
    expect(result.out).toContain('cannot be applied');
  });

  it('writes JSON, to a file where one is named', async () => {
    const out = join(directory, 'review.json');
    expect(await run(['--format', 'json', '--out', out], mixed)).toEqual({
      code: 2,
      out: '',
      error: '',
    });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ schemaVersion: '1.0' });
  });

  it('takes construct paths and source lines from the stack', async () => {
    const metadata = {
      path: 'Hello/Vpc/Resource',
      stackTrace: ['new Stack (src/stack.ts:41:5)'],
    };
    const stack = file('cdk.tf.json', { resource: { aws_vpc: { a: { '//': { metadata } } } } });
    const plan = planOf(changeOf('aws_vpc', null, { cidr_block: '10.0.0.0/16' }));
    const { out } = await run(['--stack', stack], plan);
    expect(out).toContain('+ Hello/Vpc  aws_vpc.a  src/stack.ts:41');
  });

  it('reviews the plans of directories in one report, and ends with the worst code', async () => {
    const root = mkdtempSync(join(directory, 'units-'));
    for (const [unit, content] of [
      ['prod/network', mixed],
      ['dev/network', mixed],
      ['dev/dns', fixture('no-changes')],
    ] as const) {
      mkdirSync(join(root, unit), { recursive: true });
      writeFileSync(join(root, unit, 'tfplan.json'), JSON.stringify(content));
    }
    const { code, out } = await run([root]);
    expect(code).toBe(2);
    expect(out).toMatch(/dev\/network[^]*prod\/network[^]*same as dev\/network[^]*dev\/dns/);
    const json = JSON.parse(
      (await run([root, '--format', 'json', '--title', 'All'])).out,
    ) as object;
    expect(json).toMatchObject({ kind: 'plans', title: 'All', changed: 2, unchanged: 1 });

    const config = file('titled.json', { title: 'Estate' });
    expect((await run([root, '--config', config])).out).toContain('Estate');
    expect((await run([root, '--config', config, '--title', 'All'])).out).not.toContain('Estate');
    const missing = await run([root, '--baseline', '/no/baseline']);
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.error.match(/--baseline: cannot read/g)).toHaveLength(1);

    writeFileSync(join(root, 'prod/network/tfplan.json'), '{"format_version":"1.2","planned');
    const broken = await run([root]);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/prod\/network[^]*Plan: is cut off/);
    expect(broken.out).toContain('dev/network');
  });

  it('takes the stack that lies beside a plan', async () => {
    const root = mkdtempSync(join(directory, 'stack-'));
    const stack = { resource: { aws_vpc: { a: { '//': { metadata: { path: 'Hello/Vpc' } } } } } };
    const plan = planOf(changeOf('aws_vpc', null, { cidr_block: '10.0.0.0/16' }));
    writeFileSync(join(root, 'tfplan.json'), JSON.stringify(plan));
    expect((await run([join(root, 'tfplan.json')])).out).not.toContain('Hello/Vpc');
    writeFileSync(join(root, 'cdk.tf.json'), JSON.stringify(stack));
    expect((await run([join(root, 'tfplan.json')])).out).toContain('Hello/Vpc');
  });

  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('with %j and a terminal: %s, colours: %s', async (environment, isTTY, colors) => {
    const { out } = await run([], mixed, environment, isTTY);
    expect(out.includes('\u001b[')).toBe(colors);
  });

  it('never writes colours into a file', async () => {
    const out = join(directory, 'review.txt');
    await run(['--out', out], mixed, { FORCE_COLOR: '1' }, true);
    expect(readFileSync(out, 'utf8')).not.toContain('\u001b');
  });

  it.each([
    ['an unknown format', ['--format', 'pdf'], '--format: got pdf. Allowed: terminal, '],
    [
      'an unknown level',
      ['--require-approval', 'no'],
      '--require-approval: got no. Allowed: never, widening, any-change.',
    ],
    ['an unknown option', ['--loud'], "Unknown option '--loud'"],
    ['an unknown gate', ['--fail-on', 'all'], '--fail-on: got all. Allowed: none, policy.'],
    ['an unknown choice', ['--findings', 'some'], '--findings: got some. Allowed: touched, all.'],
    ['a stack of two plans', ['a', 'b', '--stack', 's'], '--stack: is of one plan; got 2 plans.'],
    ['no such file', ['/no/such/file'], 'cannot read /no/such/file: it does not exist.'],
    ['a directory without a plan', [join(__dirname, 'gates')], 'gates holds no plan.'],
    [
      'nowhere to write',
      ['--out', '/no/such/file'],
      '--out: cannot write /no/such/file: it does not exist.',
    ],
    ['a stack that is not there', ['--stack', '/no/stack'], '--stack: cannot read /no/stack'],
  ])('says what is wrong with %s, with 1', async (_name, args, message) => {
    const result = await run(args, mixed);
    expect(result).toMatchObject({ code: 1, out: '' });
    expect(result.error).toContain(message);
    expect(result.error).toMatch(/\.\n$/);
  });

  it('says that there is no plan when nothing is piped', async () => {
    expect(await run([])).toMatchObject({ code: 1, error: expect.stringContaining('pipe it') });
  });

  it('refuses a stack or a report that is no JSON', async () => {
    const text = file('text', 'no');
    expect((await run(['--stack', text], mixed)).error).toContain('--stack: ');
    expect((await run(['--sarif', text], mixed)).error).toContain('--scan: ');
  });

  it('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage:'),
    });
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
