import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeOf, fixture, planOf } from './testing/fixtures';

// The built action, run as a runner runs it, against a server that stands for GitHub's API.
const entry = join(__dirname, '..', 'bin', 'action.cjs');
const token = 'ghs_thisTokenMustNotBeSeenAnywhere000000';
const directory = mkdtempSync(join(tmpdir(), 'plan-review-action-'));

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

let server: Server;
let comments: Comment[] = [];
let requests: { readonly line: string; readonly authorization?: string }[] = [];
/** Answers instead of the comments: a status by method and path. */
let refusals: ((line: string) => number | undefined)[] = [];

const bot = { login: 'github-actions[bot]', type: 'Bot' };

beforeAll(async () => {
  expect(existsSync(entry)).toBe(true);
  server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    const { authorization } = request.headers;
    requests.push({ line, authorization });
    void textOf(request).then((text) => {
      const [status, body] = answer(line, text);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  comments = [];
  requests = [];
  refusals = [];
});

function answer(line: string, text: string): readonly [number, unknown] {
  for (const refusal of refusals) {
    const status = refusal(line);
    if (status !== undefined) {
      return [status, { message: 'Resource not accessible' }];
    }
  }
  if (line === 'GET /user') {
    return [403, { message: 'Resource not accessible by integration' }];
  }
  const { body = '' } = text === '' ? {} : (JSON.parse(text) as { body?: string });
  const list = /^GET \/repos\/o\/r\/issues\/7\/comments\?per_page=100&page=(\d+)$/.exec(line);
  if (list) {
    const from = (Number(list[1]) - 1) * 100;
    return [200, comments.slice(from, from + 100)];
  }
  const url = (id: number) => ({ html_url: `https://github.com/o/r/pull/7#issuecomment-${id}` });
  if (line === 'POST /repos/o/r/issues/7/comments') {
    const id = comments.length + 1;
    comments.push({ id, body, user: bot });
    return [201, url(id)];
  }
  const patch = /^PATCH \/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(line);
  const found = comments.find(({ id }) => id === Number(patch?.[1]));
  if (found === undefined) {
    return [404, { message: 'Not Found' }];
  }
  found.body = body;
  return [200, url(found.id)];
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

interface Ran {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

let runs = 0;

/** Runs the action in a repository of its own that holds these files. */
async function run(
  files: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  runs += 1;
  const workspace = join(directory, `run${runs}`);
  const temp = join(workspace, 'temp');
  mkdirSync(temp, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(workspace, name, '..'), { recursive: true });
    writeFileSync(
      join(workspace, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  const event = join(temp, 'event.json');
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { number: 7, head: { sha: 'b'.repeat(40) } } }),
  );
  const all = { plan: 'tfplan.json', token, ...inputs };
  const child = spawn(process.execPath, [entry], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: join(temp, 'output'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '11',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SHA: 'c'.repeat(40),
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(
        Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...environment,
    },
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const summary = read(join(temp, 'summary'));
  const output = read(join(temp, 'output'));
  for (const text of [log, summary, output, ...comments.map(({ body }) => body)]) {
    expect(text).not.toContain(token);
  }
  return { code, log, summary, outputs: outputsIn(output) };
}

function outputsIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [
      name,
      value,
    ]),
  );
}

/** Lines of a log that a runner would obey. */
function commandsIn(log: string): readonly string[] {
  const heard: string[] = [];
  let until: string | undefined;
  for (const line of log.split('\n')) {
    if (until !== undefined) {
      if (line.trim() === `::${until}::`) {
        until = undefined;
      }
      continue;
    }
    const stop = /^\s*::stop-commands::(\S+)/.exec(line);
    if (stop) {
      until = stop[1];
    } else if (/^\s*::|##\[/.test(line)) {
      heard.push(line);
    }
  }
  return heard;
}

const changed = (name = 'a') =>
  planOf(changeOf('aws_sqs_queue', { delay_seconds: 0 }, { delay_seconds: 5 }, { name }));
const unchanged = fixture('no-changes');

it('reviews a plan: log, summary, comment, files and outputs', async () => {
  const { code, log, summary, outputs } = await run(
    { 'tfplan.json': changed() },
    { title: 'my app', stage: 'prod' },
  );
  expect({ code, commands: commandsIn(log) }).toEqual({ code: 0, commands: [] });
  expect(log).toContain('aws_sqs_queue.a');
  expect(comments).toHaveLength(1);
  const body = comments[0]?.body ?? '';
  for (const text of [summary, body]) {
    expect(text).toContain('**my app** · stage `prod`');
    // The commit that was pushed, not the merge of it.
    expect(text).toContain('commit `bbbbbbbbbb`');
    expect(text).toContain('[run](https://github.com/o/r/actions/runs/11/attempts/1)');
  }
  expect(body.split('\n')[0]).toMatch(/^<!-- plan-review: my app \w+ -->$/);
  expect(outputs).toMatchObject({
    changes: 'true',
    'exit-code': '2',
    updates: '1',
    creates: '0',
    'comment-url': 'https://github.com/o/r/pull/7#issuecomment-1',
  });
  for (const name of ['review-json', 'review-markdown', 'review-html']) {
    expect(readFileSync(outputs[name] ?? '', 'utf8')).toContain('aws_sqs_queue.a');
  }
  expect(new Set(requests.map(({ authorization }) => authorization))).toEqual(
    new Set([`Bearer ${token}`]),
  );
});

it('replaces its comment, also behind hundreds of others, and has one for each title', async () => {
  comments = Array.from({ length: 230 }, (_, index) => ({
    id: index + 1,
    body: `I say ${index}`,
    user: { login: 'somebody', type: 'User' },
  }));
  await run({ 'tfplan.json': changed('one') }, { title: 'x' });
  await run({ 'tfplan.json': changed('two') }, { title: 'x' });
  await run({ 'tfplan.json': changed('three') }, { title: 'y' });
  const ours = comments.filter(({ user }) => user.type === 'Bot').map(({ body }) => body);
  expect(ours).toHaveLength(2);
  expect(ours[0]).toContain('aws_sqs_queue.two');
  expect(ours[1]).toContain('aws_sqs_queue.three');
});

it('takes over no comment of somebody else, whatever its first line says', async () => {
  await run({ 'tfplan.json': changed() });
  const marker = comments[0]?.body.split('\n')[0] ?? '';
  comments = [
    { id: 1, body: `${marker}\nmine`, user: { login: 'mallory', type: 'User' } },
    { id: 2, body: `Look:\n${marker}`, user: bot },
  ];
  await run({ 'tfplan.json': changed() });
  expect(comments.map(({ body }) => body.includes('aws_sqs_queue'))).toEqual([false, false, true]);
});

it('brings a comment up to date when nothing changes any more, and writes none then where asked', async () => {
  const only = { comment: 'changes' };
  await run({ 'tfplan.json': unchanged }, only);
  expect(comments).toEqual([]);
  await run({ 'tfplan.json': changed() }, only);
  const { outputs } = await run({ 'tfplan.json': unchanged }, only);
  expect(comments.map(({ body }) => body.split('\n')[1])).toEqual(['## No changes']);
  expect(outputs).toMatchObject({ changes: 'false', 'exit-code': '0', verdict: 'NO CHANGES' });
});

it('goes on without a comment where the token may not write one', async () => {
  refusals = [(line) => (line.startsWith('POST') ? 403 : undefined)];
  const { code, log, summary } = await run({ 'tfplan.json': changed() });
  expect(code).toBe(0);
  expect(commandsIn(log)).toEqual([expect.stringMatching(/^::notice .*pull-requests: write/)]);
  expect(summary).toContain('aws_sqs_queue.a');
});

it('asks again where GitHub does not answer, and fails where it never does', async () => {
  let times = 0;
  refusals = [(line) => (line.startsWith('GET /repos') && (times += 1) < 3 ? 502 : undefined)];
  expect((await run({ 'tfplan.json': changed() })).code).toBe(0);
  expect(comments).toHaveLength(1);
  refusals = [(line) => (line.startsWith('PATCH') ? 500 : undefined)];
  const { code, log } = await run({ 'tfplan.json': changed() });
  expect(code).toBe(1);
  expect(commandsIn(log)).toEqual([expect.stringMatching(/^::error .*500/)]);
});

it('asks nobody where no comment is wanted, there is no pull request, or no token', async () => {
  await run({ 'tfplan.json': changed() }, { comment: 'never' });
  await run({ 'tfplan.json': changed() }, {}, { GITHUB_EVENT_PATH: '/nowhere' });
  await run({ 'tfplan.json': changed() }, { token: '' });
  expect(requests).toEqual([]);
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['a plan that must be approved', { 'require-approval': 'any-change' }, '3'],
  ['an input that is none', { comment: 'sometimes' }, '1'],
  ['a file that is not there', { plan: 'nowhere.json' }, '1'],
  ['a directory outside', { 'working-directory': '../..' }, '1'],
])('fails for %s, and says why', async (_name, inputs, exitCode) => {
  const { code, log, outputs } = await run({ 'tfplan.json': changed() }, inputs);
  expect(code).toBe(1);
  expect(commandsIn(log)).toEqual([expect.stringMatching(/^::error title=plan-review::./)]);
  expect(outputs['exit-code']).toBe(exitCode);
});

it('makes one report of several plans and of a directory', async () => {
  const files = { 'a/tfplan.json': changed(), 'b/tfplan.json': unchanged, 'c/x.json': '{}' };
  const { code, outputs } = await run(files, { plan: 'a\n b \n', title: 'all' });
  expect(code).toBe(0);
  expect(outputs).toMatchObject({ 'exit-code': '2', updates: '1' });
  expect(comments[0]?.body).toContain('2 plans: 1 with changes, 1 without');
});

it('lets no text of a plan command the runner, the outputs or the page', async () => {
  const evil = [
    '::set-output name=verdict::SAFE',
    '##[set-output name=verdict]SAFE',
    '::stop-commands::x',
    'verdict<<EOF',
    'SAFE',
    'EOF',
    '<script>alert(1)</script>',
    '<!-- plan-review: other -->',
    '@everybody [x](javascript:alert(1)) ![](https://evil.example/p.png)',
  ].join('\n');
  const plan = planOf(
    changeOf('aws_instance', { user_data: 'a\n' }, { user_data: `a\n${evil}\n` }, { name: evil }),
  );
  const { log, outputs, summary } = await run({ 'tfplan.json': plan });
  expect(commandsIn(log)).toEqual([]);
  expect(outputs['verdict']).not.toBe('SAFE');
  const html = readFileSync(outputs['review-html'] ?? '', 'utf8');
  for (const text of [summary, comments[0]?.body ?? '']) {
    expect(text).not.toMatch(/^\s*(::[a-z]|<script|<!-- plan-review: other|@)/m);
  }
  expect(html).not.toContain('<script>alert');
});

it('shows no secret of a plan, in no place', async () => {
  const secret = 'planted-hunter2-Xy7Qz9Lk';
  const plan = planOf(
    changeOf('aws_db_instance', { password: 'old-one-12345' }, { password: secret }),
  );
  const { log, outputs, summary } = await run({ 'tfplan.json': plan });
  const files = ['review-json', 'review-markdown', 'review-html'].map((name) =>
    readFileSync(outputs[name] ?? '', 'utf8'),
  );
  for (const text of [log, summary, JSON.stringify(outputs), comments[0]?.body ?? '', ...files]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain('old-one-12345');
  }
  const broken = await run({ 'tfplan.json': `{"format_version":"1.2","password":"${secret}"` });
  expect(broken.code).toBe(1);
  expect(broken.log).not.toContain(secret);
});
