import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type CommandIo } from './cli';

// Plans that a real Terraform saves, of its built-in resource; nothing is downloaded.
const binary = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
const root = mkdtempSync(join(tmpdir(), 'plan-review-saved-'));
afterAll(() => rmSync(root, { recursive: true }));

function terraform(directory: string, ...args: readonly string[]): Buffer {
  return execFileSync(binary, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
  });
}

/** Saves a plan in a directory as people do: init, then plan. */
function savePlan(name: string, input: string): string {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'main.tf'),
    `variable "token" {
      sensitive = true
      default   = "planted-secret-1"
    }
    resource "terraform_data" "a" { input = "${input}" }
    resource "terraform_data" "b" { input = var.token }`,
  );
  terraform(directory, 'init', '-input=false', '-no-color');
  terraform(directory, 'plan', '-input=false', '-no-color', '-out=tfplan');
  return join(directory, 'tfplan');
}

async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  let [out, error] = ['', ''];
  const io: CommandIo = {
    environment: { ...process.env, NO_COLOR: '1', ...environment },
    stdout: { columns: 100 },
    write: (text) => (out += text),
    writeError: (text) => (error += text),
    readInput: () => Promise.resolve(undefined),
  };
  return { code: await main(args, io), out, error };
}

describe('a saved plan', () => {
  let network: string;
  beforeAll(() => {
    network = savePlan('prod/network', 'one');
  });

  it('is reviewed like its JSON, and shows no secret of it', async () => {
    const saved = await run([network, '--format', 'json']);
    const json = join(root, 'network.json');
    writeFileSync(json, terraform(join(network, '..'), 'show', '-json', 'tfplan'));
    expect(saved).toMatchObject({ code: 2, error: '' });
    expect(saved).toEqual(await run([json, '--format', 'json']));
    expect(saved.out).toContain('terraform_data.a');
    expect(saved.out).not.toContain('planted');
  });

  it('is found below a directory, once where its JSON lies beside it', async () => {
    const dns = savePlan('prod/dns', 'two');
    writeFileSync(`${dns}.json`, terraform(join(dns, '..'), 'show', '-json', 'tfplan'));
    const { code, out } = await run([join(root, 'prod'), '--format', 'json']);
    expect(code).toBe(2);
    const { plans } = JSON.parse(out) as { readonly plans: readonly { readonly name: string }[] };
    expect(plans.map(({ name }) => name).sort()).toEqual(['dns', 'network']);
  });

  it('that was copied elsewhere is shown from here', async () => {
    const copy = join(mkdtempSync(join(root, 'artifacts-')), 'plan.bin');
    copyFileSync(network, copy);
    expect(await run([copy])).toMatchObject({ code: 2, error: '' });
  });

  it('that nobody can show says why, and what to do', async () => {
    const missing = await run([network], { TERRAFORM_BINARY_NAME: '/no/such/terraform' });
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.error).toContain(
      '/no/such/terraform (TERRAFORM_BINARY_NAME) is not on the PATH',
    );
    const broken = join(root, 'broken');
    writeFileSync(broken, Buffer.concat([execFileSync('head', ['-c', '200', network])]));
    const cut = await run([broken]);
    expect(cut.code).toBe(1);
    expect(cut.error).toMatch(/is a saved plan\. '.*terraform show -json' failed .* Fix: /s);
  });
});
