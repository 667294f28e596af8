import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_CDK_CONSTRUCTS, AWS_CDK_OPTIONS } from './fixtures/aws-cdk-ecs';
import * as library from './index';
import { OPTION_SHAPES } from './support/option-shapes';

const PAGE = join(__dirname, '../../../docs/coming-from-the-aws-cdk.md');

interface Row {
  /** Names of the AWS CDK. */
  readonly names: readonly string[];
  readonly here: string;
}

interface Section {
  readonly heading: readonly string[];
  readonly rows: readonly Row[];
}

const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

function sectionsOf(page: string): readonly Section[] {
  return page.split(/^#+ /m).map((text) => ({
    heading: named(text.split('\n')[0] ?? ''),
    rows: [...text.matchAll(/^\| (`.*?) *\| (.*?) *\|$/gm)].map(([, names = '', here = '']) => ({
      names: named(names),
      here,
    })),
  }));
}

/** Constructs and options that a page does not name in their place, or names without an answer. */
function unanswered(page: string): readonly string[] {
  const sections = sectionsOf(page);
  const rows = sections.flatMap((section) => section.rows);
  const says = (row: Row) => row.here.trim() !== '';
  const constructs = AWS_CDK_CONSTRUCTS.trim().split(/\s+/);
  const missing = constructs.filter(
    (name) => !rows.some((row) => says(row) && row.names.some((one) => one.split('.')[0] === name)),
  );
  const options = AWS_CDK_OPTIONS.trim()
    .split('\n')
    .flatMap((line) => {
      const [type = '', list = ''] = line.split(': ');
      const section = sections.find(({ heading }) => heading.includes(type));
      const answered = section?.rows.filter(says).flatMap(({ names }) => names) ?? [];
      return list
        .split(' ')
        .filter((option) => !answered.includes(option))
        .map((option) => `${type}.${option}`);
    });
  return [...missing, ...options];
}

/** Every name that this library has: exports, their members, and options. */
function ownNames(): ReadonlySet<string> {
  const exported = Object.entries(library as unknown as Record<string, unknown>);
  const members = exported.flatMap(([name, value]) => {
    const { prototype } = value as { prototype?: object };
    const statics = Object.getOwnPropertyNames(value as object).map((one) => `${name}.${one}`);
    return [name, ...statics, ...membersOf(prototype)];
  });
  const options = [...OPTION_SHAPES.matchAll(/ (\w+)\??=/g)].map(([, name = '']) => name);
  return new Set([...members, ...options]);
}

function membersOf(prototype: object | undefined | null): readonly string[] {
  return prototype === undefined || prototype === null || prototype === Object.prototype
    ? []
    : [
        ...Object.getOwnPropertyNames(prototype),
        ...membersOf(Object.getPrototypeOf(prototype) as object),
      ];
}

/** What a page says is here, and is not. */
function untrue(page: string): readonly string[] {
  const own = ownNames();
  return sectionsOf(page)
    .flatMap(({ rows }) => rows)
    .filter(({ here }) => !here.startsWith('not here'))
    .flatMap(({ here }) => named(here))
    .map((name) => name.replace(/^(service|cluster|taskDefinition)\./, '').replace(/[:(].*$/, ''))
    .filter((name) => /^[A-Za-z][A-Za-z0-9]+(\.[A-Za-z0-9]+)?$/.test(name) && !own.has(name))
    .filter((name) => !WORDS.includes(name));
}

/** Values and names of AWS, not of this library. */
const WORDS = ['bridge', 'awsvpc', 'EXTERNAL'];

describe('the page for those who come from the AWS CDK', () => {
  const page = readFileSync(PAGE, 'utf8');

  it('names every construct and every option of aws-ecs on EC2, and what stands for it', () => {
    expect(AWS_CDK_OPTIONS.split(/\s+/).length).toBeGreaterThan(500);
    expect(unanswered(page)).toEqual([]);
  });

  it('names nothing as ours that is not', () => {
    expect(untrue(page)).toEqual([]);
  });

  it('would miss a construct, an option in another place and an option without an answer', () => {
    expect(unanswered(page.replaceAll('ScheduledEc2Task`', 'Scheduled`'))).toContain(
      'ScheduledEc2Task',
    );
    expect(unanswered(page.replace('`gpuCount`, ', ''))).toContain(
      'ContainerDefinitionOptions.gpuCount',
    );
    const [line = ''] = page.match(/^\| `linuxParameters` .*$/m) ?? [];
    expect(unanswered(page.replace(line, '| `linuxParameters` |  |'))).toContain(
      'ContainerDefinitionOptions.linuxParameters',
    );
  });

  it('would notice a name that is not there', () => {
    expect(untrue('## A\n\n| `x` | `Ec2Services` and `gpuCounts` |')).toEqual([
      'Ec2Services',
      'gpuCounts',
    ]);
  });
});
