import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interrupts } from '../interrupts';
import type { AnswerLimits } from './answers';
import type { TerraformBinary } from './binary';
import { runTerraform, type RunOptions } from './terraform';

const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-run-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const interrupts: Interrupts = {
  interrupted: false,
  during: (_activity, work) => work(),
  saying: (_words, work) => work(),
  dispose: () => undefined,
};

/** Runs this shell script as if it were terraform. */
function run(script: string, options: RunOptions = {}, args = ['init', '-input=false']) {
  const path = join(directory, 'terraform');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const limits: AnswerLimits = { quiet: 100, stop: 500, force: 300 };
  return runTerraform(
    {
      binary: { path } as TerraformBinary,
      directory,
      environment: process.env,
      interrupts,
      limits,
    },
    args,
    { patience: 1, ...options },
  );
}

const alive = (processId: number): boolean => {
  try {
    // A process that has ended and is not waited for yet is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('runTerraform', () => {
  it('ends a run that says nothing, and says what was waited for, what was changed and what helps', async () => {
    const started = Date.now();
    await expect(
      run('exec sleep 600', { asks: ['where aws come from', 's3://states/a'] }),
    ).rejects.toThrow(
      /^terraform init: stopped, because it could only wait: it has said nothing for 0\.\d s\. It asks where aws come from or s3:\/\/states\/a\. Nothing was changed\. Fix: check that this machine reaches that, and run the command again; or wait longer \(--silenceMinutes=/,
    );
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it('kills one that does not end when it is asked to, with what it started', async () => {
    const note = join(directory, 'child');
    await expect(
      run(`trap '' INT\nsleep 600 &\necho $! > '${note}'\nwait\nwhile :; do sleep 1; done`),
    ).rejects.toThrow('it has said nothing for');
    expect(alive(Number(readFileSync(note, 'utf8')))).toBe(false);
  });

  it('lets one go on that says something', async () => {
    const { code, stdout } = await run('for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done');
    expect([code, stdout.toString()]).toEqual([0, '1\n2\n3\n4\n5\n6\n']);
  });

  it('ends one whose state lies where nobody answers, however much it says', async () => {
    const silence = async (): Promise<string> => 'no answer within 45 s';
    const store = { place: 's3://states/a', silence };
    const words: string[] = [];
    await expect(
      run(
        'sleep 600',
        {
          store,
          asks: [store.place],
          report: (text) => words.push(text),
          patience: 100,
          left: 'Look.',
        },
        ['force-unlock', '-force', 'id'],
      ),
    ).rejects.toThrow(
      /^terraform force-unlock: stopped, .* nobody has answered at s3:\/\/states\/a for .*\(no answer within 45 s\)\. It asks s3:\/\/states\/a\. Look\. Fix: /,
    );
  });

  it('gives what a run wrote that ended well just when it was asked to end', async () => {
    const { code } = await run("trap 'exit 0' INT\nwhile :; do sleep 0.1; done");
    expect(code).toBe(0);
  });
});
