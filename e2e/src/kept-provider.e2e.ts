import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keepProvider } from '../../tools/kept-provider.cjs';
import { eventually } from './eventually';

const root = resolve(__dirname, '../..');
const TOOL = join(root, 'tools', 'kept-provider.cjs');

/** The socket at which a kept provider listens. */
function socketOf(environment: Readonly<Record<string, string>>): string {
  const [provider] = Object.values(
    JSON.parse(environment['TF_REATTACH_PROVIDERS'] ?? '{}') as Record<
      string,
      { readonly Addr: { readonly String: string } }
    >,
  );
  return provider?.Addr.String ?? '';
}

const gone = (socket: string) =>
  eventually('the end of the provider', async () => (existsSync(socket) ? undefined : true));

describe('A provider that is kept for tests', () => {
  it('ends when it is told to', async () => {
    const { environment, end } = await keepProvider();
    const socket = socketOf(environment);
    // Where no mirror has it there is none, and Terraform starts its own.
    expect(existsSync(socket)).toBe('TF_REATTACH_PROVIDERS' in environment);
    end();
    await gone(socket);
  });

  it('ends with the process that keeps it, even when that is killed', async () => {
    const script = `require(${JSON.stringify(TOOL)}).keepProvider().then(({ environment }) => {
      console.log(JSON.stringify(environment));
      setInterval(() => undefined, 1000);
    });`;
    const keeper = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(keeper.stdout, 'data')) as [Buffer];
    const environment = JSON.parse(line.toString()) as Record<string, string>;
    const socket = socketOf(environment);
    expect(existsSync(socket)).toBe('TF_REATTACH_PROVIDERS' in environment);
    keeper.kill('SIGKILL');
    await gone(socket);
  });

  it('is none where a mirror has two versions: which one fits is for Terraform to say', async () => {
    const mirror = mkdtempSync(join(tmpdir(), 'hello-ecs-mirror-'));
    for (const version of ['5.100.0', '6.0.0']) {
      mkdirSync(join(mirror, 'registry.terraform.io/hashicorp/aws', version), { recursive: true });
    }
    const { environment } = await keepProvider({ ...process.env, TF_PROVIDER_MIRROR: mirror });
    rmSync(mirror, { recursive: true });
    expect(environment).toEqual({});
  });
});
