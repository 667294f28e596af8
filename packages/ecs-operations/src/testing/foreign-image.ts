import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where an ELF file says for which processor it is, and the numbers of those that hosts have. */
const MACHINE_OFFSET = 18;
const X86_64 = 0x3e;
const AARCH64 = 0xb7;

/** Makes an image whose one program, `/app`, is for a processor that this machine does not have. */
export function foreignImage(name: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'foreign-image-'));
  try {
    const foreign = process.arch === 'arm64' ? X86_64 : AARCH64;
    const program = Buffer.alloc(64);
    program.write('\x7fELF\x02\x01\x01', 'latin1');
    program.writeUInt16LE(2, MACHINE_OFFSET - 2);
    program.writeUInt16LE(foreign, MACHINE_OFFSET);
    writeFileSync(join(directory, 'app'), program, { mode: 0o755 });
    const layer = execFileSync('tar', ['-C', directory, '-c', 'app']);
    execFileSync('docker', ['import', '-', name], {
      input: layer,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
