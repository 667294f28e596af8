// The program that somebody would write without the library: the same resources, from the classes of the provider
// alone. It is made from what the app synthesizes, so it cannot fall behind, and is held to write the same again.
import { readFileSync, writeFileSync } from 'node:fs';

/** Attributes whose keys are the user's own words. */
const MAPS = new Set(['tags', 'tags_all', 'default_tags', 'labels', 'variables']);
/** What every resource takes, whatever its class. */
const META = new Set(['depends_on', 'lifecycle', 'provider', 'count', 'for_each', 'provisioner']);

/** Where a construct stands in the tree: what cdktf adds. */
const METADATA = '//';

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

/** Writes the program beside its stack; its first argument is where it synthesizes to. */
export function writeRawProgram(stackFile, programFile) {
  const stack = JSON.parse(readFileSync(stackFile, 'utf8'));
  writeFileSync(programFile, program(stack));
}

/** Throws when two stacks are not the same but for the metadata of their constructs. */
export function requireSame(oneFile, otherFile) {
  const [one, other] = [oneFile, otherFile].map((file) => sorted(read(file)));
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [a, b] = [one[key], other[key]].map((value) => JSON.stringify(value));
    if (a !== b) {
      throw new Error(`the program of raw resources writes another "${key}":\n${a}\n${b}`);
    }
  }
}

function program({ terraform, provider, data = {}, resource = {}, output = {} }) {
  const classes = [
    ...Object.keys(data).map((type) => `data_${type}`),
    ...Object.keys(resource),
  ].map((type) => type.replace(/^aws_/, ''));
  return [
    `const { App, S3Backend, TerraformOutput, TerraformStack } = require('cdktf');`,
    `const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');`,
    ...classes.map((type) => `const { ${pascal(type)} } = require('${moduleOf(type)}');`),
    `const app = new App({ outdir: process.argv[2] });`,
    `const stack = new TerraformStack(app, 'raw');`,
    `stack.addOverride('terraform.required_version', ${json(terraform.required_version)});`,
    `new S3Backend(stack, ${config(terraform.backend.s3)});`,
    ...(provider.aws ?? []).map((of) => `new AwsProvider(stack, 'aws', ${config(of)});`),
    ...elements(data, (type) => `data_${type}`),
    ...elements(resource, (type) => type),
    ...Object.entries(output).map(([id, of]) => element('TerraformOutput', id, of)),
    `app.synth();`,
    '',
  ].join('\n');
}

function moduleOf(type) {
  return `@cdktf/provider-aws/lib/${type.replaceAll('_', '-')}`;
}

function elements(types, nameOf) {
  return Object.entries(types).flatMap(([type, all]) =>
    Object.entries(all).map(([id, of]) => {
      return element(pascal(nameOf(type).replace(/^aws_/, '')), id, of);
    }),
  );
}

function element(name, id, of) {
  const meta = Object.entries(of).filter(([key]) => META.has(key));
  const rest = Object.fromEntries(
    Object.entries(of).filter(([key]) => !META.has(key) && key !== METADATA),
  );
  const overrides = meta.map(([key, value]) => `.addOverride('${key}', ${json(value)})`);
  const made = `new ${name}(stack, ${json(id)}, ${config(rest)})`;
  return [
    `{ const it = ${made};`,
    `it.overrideLogicalId(${json(id)});`,
    ...overrides.map((call) => `it${call};`),
    '}',
  ].join(' ');
}

function config(value) {
  return json(camelKeys(value));
}

function camelKeys(value, own = false) {
  if (Array.isArray(value)) {
    return value.map((item) => camelKeys(item, own));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      own ? key : camel(key),
      camelKeys(item, MAPS.has(key) && !Array.isArray(item)),
    ]),
  );
}

function json(value) {
  return JSON.stringify(value);
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Keys in order, without the metadata. */
function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => key !== METADATA)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
