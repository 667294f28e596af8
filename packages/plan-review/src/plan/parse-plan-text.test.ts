import { parsePlanText } from './parse-plan-text';

const plan = '{"format_version":"1.2","resource_changes":[]}';
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('parsePlanText', () => {
  it.each([
    ['UTF-8', bytes(plan)],
    ['UTF-8 with a byte order mark', bytes(`\ufeff${plan}`)],
    ['UTF-16 as PowerShell writes it', Buffer.from(`\ufeff${plan}\r\n`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(plan, 'utf16le')],
    ['big-endian UTF-16', utf16be(`\ufeff${plan}`)],
    ['JSON over several lines', bytes(JSON.stringify(JSON.parse(plan), null, 2))],
  ])('reads %s', (_name, input) => {
    expect(parsePlanText(input).format_version).toBe('1.2');
  });

  it.each([
    ['nothing', bytes(''), 'is empty; got 0 bytes'],
    ['blanks', bytes(' \n'), 'is empty'],
    ['a saved plan file', Buffer.from('504b03041400', 'hex'), 'saved plan file, not its JSON'],
    ['gzip', Buffer.from('1f8b08', 'hex'), 'gzip-compressed'],
    ['bytes that are no text', Buffer.from('80818283', 'hex'), 'is not text; got 4 bytes'],
    ['the text of a plan', bytes('\nTerraform used the selected providers'), 'made for people'],
    ['the text of an empty plan', bytes('No changes. Your infrastructure'), 'made for people'],
    ['other text', bytes('planted-secret'), 'is not JSON; it begins with a letter'],
    ['a web page', bytes('<!doctype html>'), 'may be a web page'],
    ['JSON that is cut off', bytes(plan.slice(0, -4)), 'is cut off'],
    ['JSON cut off in a string', bytes('{"format_version":"1.2","a":"planted-sec'), 'is cut off'],
    ['broken JSON', bytes('{"a":1,\n"planted-secret" 2}'), '(line 2)'],
    [
      'the log of a plan',
      bytes('{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info","@message":"x"}\n'),
      "'terraform plan -json'",
    ],
    [
      'one message of that log',
      bytes('{"@level":"info","@message":"x"}'),
      "'terraform plan -json'",
    ],
    ['a JSON string', bytes('"planted-secret"'), 'got a string'],
  ])('says what %s is', (_name, input, message) => {
    expect(() => parsePlanText(input)).toThrow(message);
    expect(() => parsePlanText(input)).not.toThrow('planted');
  });

  it('does not run out of stack on deep nesting', () => {
    const deep = `{"format_version":"1.2","resource_changes":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(() => parsePlanText(bytes(deep))).toThrow('nested deeper');
  });
});
