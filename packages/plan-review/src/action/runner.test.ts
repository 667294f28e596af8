import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, setOutputs, unheard } from './runner';

it('writes text between a stop and a word that differs each time', () => {
  const texts = [unheard('::error::a'), unheard('::error::a')];
  for (const text of texts) {
    const [, word = ''] = /^::stop-commands::([\w-]{20,})\n::error::a\n::\1::\n$/.exec(text) ?? [];
    expect(word).not.toBe('');
  }
  expect(texts[0]).not.toBe(texts[1]);
});

it('writes a message as one command, however many lines it has', () => {
  expect(command('error', '100 %\r\n::set-output name=a::b')).toBe(
    '::error title=plan-review::100 %25%0D%0A::set-output name=a::b\n',
  );
});

it('ends an output where its value cannot', () => {
  const directory = mkdtempSync(join(tmpdir(), 'plan-review-outputs-'));
  try {
    const GITHUB_OUTPUT = join(directory, 'output');
    setOutputs({ GITHUB_OUTPUT }, { a: 'x\nb<<EOF\ny\nEOF', n: 1, yes: true });
    expect(readFileSync(GITHUB_OUTPUT, 'utf8')).toMatch(
      /^a<<(\S{20,})\nx\nb<<EOF\ny\nEOF\n\1\nn<<\1\n1\n\1\nyes<<\1\ntrue\n\1\n$/,
    );
    setOutputs({}, { a: 1 });
  } finally {
    rmSync(directory, { recursive: true });
  }
});
