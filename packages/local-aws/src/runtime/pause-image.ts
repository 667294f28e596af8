import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunCommand } from '../run-command';
import { StartFailure } from './runtime';

/** A program of a few bytes that waits for ever: what the ECS agent calls the pause container holds the network of a task. */
export const PAUSE_IMAGE = 'local-aws-pause:1';

/** By the names that Docker gives to architectures: number of the machine in ELF, and the code. */
const PROGRAMS: Readonly<Record<string, { readonly machine: number; readonly code: string }>> = {
  // mov eax, 34 (pause); syscall; jump to the start
  amd64: { machine: 0x3e, code: 'b8220000000f05ebf7' },
  // mov x8, 73 (ppoll), x0 to x3 0; svc 0; jump to the start
  arm64: { machine: 0xb7, code: '280980d2000080d2010080d2020080d2030080d2010000d4faffff17' },
};

const HEADERS = 64 + 56;
const BASE = 0x400000;

/** Makes sure that the engine has the image; nothing is pulled. */
export async function ensurePauseImage(run: RunCommand): Promise<void> {
  if ((await run('docker', ['image', 'inspect', '--format', '{{.Id}}', PAUSE_IMAGE])).code === 0) {
    return;
  }
  const { stdout } = await run('docker', ['version', '--format', '{{.Server.Arch}}']);
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-pause-'));
  try {
    writeFileSync(join(directory, 'pause'), pauseProgram(stdout.trim()), { mode: 0o755 });
    const archive = join(directory, 'pause.tar');
    const packed = await run('tar', ['-C', directory, '-cf', archive, 'pause']);
    const imported = await run('docker', [
      'import',
      '--change',
      'ENTRYPOINT ["/pause"]',
      archive,
      PAUSE_IMAGE,
    ]);
    if (packed.code !== 0 || imported.code !== 0) {
      const said = packed.stderr || packed.failure || imported.stderr || imported.failure;
      throw new StartFailure(
        'ResourceInitializationError',
        `the pause container of the task cannot be made: ${said ?? 'docker import failed'}`,
      );
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * An ELF file with one segment of code. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 *
 * @throws StartFailure for an architecture that has no program here
 */
export function pauseProgram(architecture: string): Buffer {
  const program = PROGRAMS[architecture];
  if (program === undefined) {
    throw new StartFailure(
      'ResourceInitializationError',
      `tasks with networkMode awsvpc need an engine on ${Object.keys(PROGRAMS).join(' or ')}; got ${architecture || 'no answer'}.`,
    );
  }
  const code = Buffer.from(program.code, 'hex');
  const header = Buffer.alloc(HEADERS);
  header.write('7f454c46020101', 0, 'hex');
  header.writeUInt16LE(2, 16); // an executable
  header.writeUInt16LE(program.machine, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(BASE + HEADERS), 24); // where it begins
  header.writeBigUInt64LE(64n, 32); // the segments come behind this header
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // to be loaded
  header.writeUInt32LE(5, 68); // to be read and run
  header.writeBigUInt64LE(BigInt(BASE), 80);
  header.writeBigUInt64LE(BigInt(BASE), 88);
  header.writeBigUInt64LE(BigInt(HEADERS + code.length), 96);
  header.writeBigUInt64LE(BigInt(HEADERS + code.length), 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([header, code]);
}
