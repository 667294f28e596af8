import { Fn, Lazy, TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import { synth } from '../testing';
import { parseJsonTemplate } from '../testing/hcl';
import { jsonText } from './json-text';
import { literal, readsLikeReference } from './terraform-text';

/** What stands in the synthesized stack. */
const rendered = (make: (known: string, stack: TerraformStack) => unknown): unknown =>
  synth((stack) => {
    const { stringValue } = new TerraformVariable(stack, 'x', { type: 'string' });
    new TerraformOutput(stack, 'out', { value: make(stringValue, stack) });
  }).output('out');

describe('literal', () => {
  it.each([
    ['plain', 'plain'],
    ['${1}', '$${1}'],
    ['%{http_code}', '%%{http_code}'],
    ['$${x} %%{x}', '$$${x} %%%{x}'],
    ['100% $5', '100% $5'],
  ])('writes %j so that Terraform reads it as it is', (text, expected) => {
    expect(rendered(() => literal(text))).toBe(expected);
  });

  it('lets through what Terraform knows, and keeps a dollar in front of it apart', () => {
    expect(rendered((x) => literal(`US$${x}`))).toBe('US${"$"}${var.x}');
    expect(rendered((x) => literal(`\${PORT:-${x}}`))).toBe('$${PORT:-${var.x}}');
    expect(rendered((x) => literal(Fn.upper(x)))).toBe('${upper(var.x)}');
  });

  it('reaches the names and values of maps and lists', () => {
    expect(rendered((x) => literal({ '${a}': ['%{b}', x] }))).toEqual({
      '$${a}': ['%%{b}', '${var.x}'],
    });
  });
});

describe('jsonText', () => {
  it('is plain JSON where nothing is left to Terraform', () => {
    expect(rendered(() => jsonText(() => ({ a: 'b"\\', n: 1 })))).toBe('{"a":"b\\"\\\\","n":1}');
  });

  it('lets Terraform encode what only it knows, and nothing else', () => {
    const text = rendered((x) => jsonText(() => ({ a: x, b: `"${x}"`, c: 'd' })));
    expect(text).toBe(
      '{"a":${jsonencode(join("", [var.x]))},"b":${jsonencode("\\"${var.x}\\"")},"c":"d"}',
    );
    expect(parseJsonTemplate(text as string)).toEqual({ a: '${var.x}', b: '"${var.x}"', c: 'd' });
  });

  it('keeps the type of what is no text', () => {
    const text = rendered((_, stack) => {
      const { value } = new TerraformVariable(stack, 'y', { type: 'bool' });
      return jsonText(() => ({ a: value, b: [value] }));
    });
    expect(text).toBe('{"a":${jsonencode(var.y)},"b":[${jsonencode(var.y)}]}');
  });

  it('takes lists of Terraform as they are, and makes texts of their entries', () => {
    const text = rendered((_, stack) => {
      const { listValue } = new TerraformVariable(stack, 'y', { type: 'list(number)' });
      return jsonText(() => ({ a: listValue }));
    });
    expect(text).toBe('{"a":${jsonencode([for text in var.y : tostring(text)])}}');
  });

  it('writes what a Lazy makes as if it had been given', () => {
    const text = rendered((x) =>
      jsonText(() => ({
        list: Lazy.listValue({ produce: () => ['a "b"', x] }),
        any: Lazy.anyValue({ produce: () => ({ c: [1, x] }) }),
        none: Lazy.anyValue({ produce: () => undefined }),
        text: Lazy.stringValue({ produce: () => 'd' }),
      })),
    );
    const known = '${jsonencode(join("", [var.x]))}';
    expect(text).toBe(
      `{"list":["a \\"b\\"",${known}],"any":{"c":[1,${known}]},"none":null,"text":"d"}`,
    );
  });

  it('reads back what it has written, whatever stands in it', () => {
    const value = ['${1} $${x} %{y} %%{z}', '"\\\n\t', '}${', { '${a}"': [1, true, null] }];
    expect(parseJsonTemplate(rendered(() => jsonText(() => value)) as string)).toEqual(value);
  });
});

describe('readsLikeReference', () => {
  it.each([
    '${var.app_version}',
    'v${ upper(var.x) }',
    '${aws_vpc.main.id}',
    '${data.aws_region.here.name}',
    '${path.module}/x',
  ])('finds %j', (text) => expect(readsLikeReference(text)).toBe(true));

  it.each(['${HOME}', '${1 + 1}', '${PORT:-8080}', '${server.port}', '${path.data}', 'var.x'])(
    'leaves %j alone',
    (text) => expect(readsLikeReference(text)).toBe(false),
  );
});
