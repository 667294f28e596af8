import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import { TemporaryDirectories } from './fixtures/directory';
import { everyPlace, everyText } from './fixtures/every-text';
import { findTerraform, runTerraform } from './fixtures/terraform';
import { assertion, MOCKS, whereTerraformRuns } from './fixtures/terraform-test';
import { synth } from './testing';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

// What IAM takes for a description and the key of a tag, with everything that Terraform, JSON and a shell read as a sign.
const TEXT = [
  'x://y/${1} "${PORT:-80}" %{http_code} \\ $${x} %%{if} $',
  'hi"},{"name":"A","value":"true',
  '{"a":1} ${aws:username} \\" ${"${x}"} é ~}',
].join(' ');

/** Plans with the real provider and mocked answers, and compares every place with what was written. */
function expectEverywhere(give: (stack: TerraformStack) => string): void {
  const terraform = findTerraform(process.env);
  if (!terraform.available) {
    throw new Error(terraform.why);
  }
  const template = synth((stack) => everyText(stack, give(stack)));
  const places = everyPlace((type, path) => {
    if (path !== undefined) {
      return template.resourceAt(path).address;
    }
    return type.startsWith('data.')
      ? template.dataSource(type.slice('data.'.length)).address
      : template.resource(type).address;
  });
  // Not written with the library's own signs for literal text.
  const expected = `jsondecode(base64decode("${Buffer.from(JSON.stringify(TEXT)).toString('base64')}"))`;
  const assert = places.map((place) => assertion(`${place} == ${expected}`));
  const directory = temporary.make({ 'cdk.tf.json': template.json });
  mkdirSync(join(directory, 'tests'));
  writeFileSync(
    join(directory, 'tests/texts.tftest.json'),
    JSON.stringify({ mock_provider: { aws: MOCKS }, run: { texts: { command: 'apply', assert } } }),
  );
  runTerraform(terraform, directory, 'init', '-backend=false', '-input=false', '-no-color');
  const output = runTerraform(terraform, directory, 'test', '-no-color');
  expect(output).toContain('1 passed, 0 failed');
}

describe('wherever the library takes free text, it arrives as it was written', () => {
  whereTerraformRuns('as plain text', () => expectEverywhere(() => TEXT));

  whereTerraformRuns('as a value that only Terraform knows', () =>
    expectEverywhere(
      (stack) =>
        new TerraformVariable(stack, 'text', { type: 'string', default: TEXT }).stringValue,
    ),
  );
});
