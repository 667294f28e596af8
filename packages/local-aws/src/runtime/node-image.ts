import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunCommand } from '../run-command';

/**
 * Imports an image of this system's own Node and its libraries: nothing is pulled. On Linux only.
 *
 * @throws what tar or the engine says
 */
export async function importNodeImage(
  run: RunCommand,
  image: string,
  /** Beside Node, by their path. */
  files: Readonly<Record<string, string>> = {},
  /** Arguments of Node. @default - none */
  program: readonly string[] = [],
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-node-'));
  try {
    const root = join(directory, 'root');
    const node = realpathSync(process.execPath);
    const linked = spawnSync('ldd', [node], { encoding: 'utf8' }).stdout;
    const libraries = [...linked.matchAll(/(\/\S+) \(0x/g)].map(([, file = '']) => file);
    for (const file of [node, ...libraries]) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      cpSync(realpathSync(file), join(root, file));
    }
    for (const [path, content] of Object.entries(files)) {
      writeFileSync(join(root, path), content);
    }
    const archive = join(directory, 'root.tar');
    const entryPoint = JSON.stringify([node, ...program]);
    await must(run, 'tar', ['-C', root, '-cf', archive, '.']);
    await must(run, 'docker', ['import', '--change', `ENTRYPOINT ${entryPoint}`, archive, image]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function must(run: RunCommand, program: string, args: readonly string[]): Promise<void> {
  const { code, stderr, failure } = await run(program, args, { timeoutMs: 300_000 });
  if (code !== 0) {
    throw new Error(`${program} ${args[0]}: ${stderr.trim() || failure}`);
  }
}
