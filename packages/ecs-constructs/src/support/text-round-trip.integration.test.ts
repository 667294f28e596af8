import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fn, Lazy, TerraformOutput, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { TemporaryDirectories } from '../fixtures/directory';
import { findTerraform, runTerraform } from '../fixtures/terraform';
import { whereTerraformRuns } from '../fixtures/terraform-test';
import { synth } from '../testing';
import { jsonText } from './json-text';
import { expressionOf, literal, piecesOf, TerraformText } from './terraform-text';
import fc from 'fast-check';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const SEED = 20_261_126;

/** Terraform keeps every text in this form; whoever asks for another one gets it. */
const stored = (text: string): string => text.normalize('NFC');

const PARTS = [
  ...['${', '%{', '}', '$', '$$', '%', '%%', '{', '"', '\\', '\n', '\r\n', '\t', '`', "'", '~}'],
  ...['${1}', '${PORT:-8080}', '%{http_code}', '$${x}', '%%{if}', '${aws:username}', '<<EOT\n'],
  ...['${var.x}', '"},{"name":"ADMIN","value":"true', '\\u0024{', '\u0000', '\u007f', '\u2028'],
  ...['é', 'e\u0301', '😀', '\ufeff', '1e+300', '#{x}', '&{x}', '</script>', '&', '${"${x}"}'],
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 3 })), { maxLength: 8 })
    .map((parts) => parts.join('')),
);
const sample = (count: number): readonly string[] => [
  ...PARTS,
  ...fc.sample(text, { seed: SEED, numRuns: count }).filter((one) => !/[\ud800-\udfff]/u.test(one)),
];

/** Every way in which a text gets into the synthesized stack, and how what comes out is read. */
const WAYS: Readonly<
  Record<string, readonly [(text: string) => unknown, (value: never) => unknown]>
> = {
  'an attribute': [literal, (value: string) => value],
  'a value in a list': [(one) => literal([one]), ([value]: [string]) => value],
  'a value of a map': [(one) => literal({ key: one }), ({ key }: { key: string }) => key],
  'a name in a map': [(one) => literal({ [one]: '' }), (map: object) => Object.keys(map)[0]],
  'a text of a JSON document': [
    (one) => jsonText(() => [one]),
    (json: string) => JSON.parse(json)[0],
  ],
  'a name in a JSON document': [
    (one) => jsonText(() => ({ [one]: 1 })),
    (json: string) => Object.keys(JSON.parse(json) as object)[0],
  ],
  'user data': [
    (one) => Fn.base64encode(new TerraformText((context) => piecesOf(one, context)).toString()),
    (data: string) => Buffer.from(data, 'base64').toString(),
  ],
  'a tag of a host': [
    (one) => Fn.merge([{}, expressionOf({ key: one })]),
    ({ key }: { key: string }) => key,
  ],
  'the name of a tag of a host': [
    (one) => Fn.merge([{}, expressionOf({ [one]: '' })]),
    (map: object) => Object.keys(map)[0],
  ],
};

/** Lets Terraform plan and apply a stack of nothing but outputs, and returns their values. */
function evaluate(build: (stack: TerraformStack) => void): Readonly<Record<string, unknown>> {
  const terraform = findTerraform(process.env);
  if (!terraform.available) {
    throw new Error(terraform.why);
  }
  const content = JSON.parse(synth(build).json) as Record<string, unknown>;
  const directory = temporary.make({});
  const only = { output: content['output'], variable: content['variable'] };
  writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(only));
  runTerraform(terraform, directory, 'init', '-input=false', '-no-color');
  runTerraform(terraform, directory, 'apply', '-auto-approve', '-input=false', '-no-color');
  const outputs = JSON.parse(runTerraform(terraform, directory, 'output', '-json')) as object;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]),
  );
}

/** What every text becomes on every way. */
function throughTerraform(
  given: readonly string[],
  prepare: (stack: TerraformStack, text: string, index: number) => string,
): readonly (readonly [string, readonly unknown[]])[] {
  const ways = Object.entries(WAYS);
  const values = evaluate((stack) => {
    const prepared = given.map((one, index) => prepare(stack, one, index));
    ways.forEach(([, [put]], way) => {
      new TerraformOutput(stack, `way_${way}`, { value: prepared.map((one) => put(one)) });
    });
  });
  return ways.map(([name, [, read]], way) => [
    name,
    (values[`way_${way}`] as never[]).map((value) => read(value)),
  ]);
}

function expectUnchanged(
  given: readonly string[],
  prepare: (stack: TerraformStack, text: string, index: number) => string,
  expected: (text: string) => string = (one) => one,
): void {
  const wanted = given.map((one) => stored(expected(one)));
  for (const [name, got] of throughTerraform(given, prepare)) {
    expect([name, got]).toEqual([name, wanted]);
  }
}

const variable = (stack: TerraformStack, one: string, index: number): string =>
  new TerraformVariable(stack, `text_${index}`, { type: 'string', default: one }).stringValue;

describe('any text comes out of Terraform as it was written', () => {
  whereTerraformRuns('as plain text', () => {
    expectUnchanged(sample(400), (_stack, one) => one);
  });

  whereTerraformRuns('as a value that only Terraform knows', () => {
    expectUnchanged(sample(150), variable);
  });

  whereTerraformRuns('as a value that only Terraform knows, in the middle of plain text', () => {
    const around = (one: string, middle: string): string => `${one}${middle}{${one}`;
    expectUnchanged(
      sample(150),
      (stack, one, index) => around(one, variable(stack, one, index)),
      (one) => around(one, one),
    );
  });

  whereTerraformRuns('as something that is produced at synth', () => {
    expectUnchanged(
      sample(100),
      (stack, one, index) => {
        const known = variable(stack, one, index);
        return `$${Lazy.stringValue({ produce: () => `${one}${known}` })}`;
      },
      (one) => `$${one}${one}`,
    );
  });
});

describe('a JSON document', () => {
  whereTerraformRuns('takes numbers and lists that only Terraform knows', () => {
    const values = evaluate((stack) => {
      const number = new TerraformVariable(stack, 'number', { type: 'number', default: 7 });
      const list = new TerraformVariable(stack, 'list', {
        type: 'list(string)',
        default: ['"a', '${b}'],
      });
      const flag = new TerraformVariable(stack, 'flag', { type: 'bool', default: false });
      const document = {
        flag: flag.value as unknown,
        lazy: Lazy.listValue({ produce: () => ['"c', '${d}', Token.asString(number.numberValue)] }),
        number: number.numberValue,
        text: `port $${number.numberValue}`,
        asText: Token.asString(number.numberValue),
        list: list.listValue,
        inside: Fn.jsonencode({ quoted: Fn.element(list.listValue, 0) }),
      };
      new TerraformOutput(stack, 'json', { value: jsonText(() => document) });
    });
    expect(JSON.parse(values['json'] as string)).toEqual({
      flag: false,
      lazy: ['"c', '${d}', '7'],
      number: 7,
      text: 'port $7',
      asText: '7',
      list: ['"a', '${b}'],
      inside: '{"quoted":"\\"a"}',
    });
  });
});
