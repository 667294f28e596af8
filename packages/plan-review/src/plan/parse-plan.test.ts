import { parsePlan } from './parse-plan';

describe('parsePlan', () => {
  it.each(['1.0', '1.1', '1.2', '1.99'])('accepts format %s', (version) => {
    expect(parsePlan({ format_version: version, resource_changes: [] }).format_version).toBe(
      version,
    );
  });

  it.each(['0.2', '2.0', '10.1'])('refuses format %s by name', (version) => {
    expect(() => parsePlan({ format_version: version, resource_changes: [] })).toThrow(
      `Plan: unknown format version; got ${version}. Allowed 1.x.`,
    );
  });

  it.each([
    ['nothing', undefined, 'got undefined'],
    ['null', null, 'got null'],
    ['text', 'Plan: 1 to add', 'got a string'],
    ['a number', 7, 'got a number'],
    ['a list', [1, 2], 'got a list of 2'],
    ['an object without a version', { a: 1 }, 'format_version is missing'],
    ['a version that is a number', { format_version: 1.2 }, 'got a number'],
    ['a version that is text', { format_version: 'latest' }, 'format_version is missing'],
    ['a state', { format_version: '1.0', values: {} }, 'holds no planned changes'],
    [
      'changes that are no list',
      { format_version: '1.2', resource_changes: {} },
      'resource_changes must be a list',
    ],
    [
      'a change that is null',
      { format_version: '1.2', resource_changes: [null] },
      'resource_changes[0]',
    ],
    [
      'a change without an address',
      { format_version: '1.2', resource_changes: [{ change: { actions: [] } }] },
      'resource_changes[0]',
    ],
    [
      'a change without actions',
      { format_version: '1.2', resource_changes: [{ address: 'a.b', change: {} }] },
      'resource_changes[0]',
    ],
    [
      'actions that are numbers',
      { format_version: '1.2', resource_changes: [{ address: 'a.b', change: { actions: [1] } }] },
      'resource_changes[0]',
    ],
    [
      'drift that is text',
      { format_version: '1.2', resource_changes: [], resource_drift: 'x' },
      'resource_drift must be a list',
    ],
    [
      'outputs that are a list',
      { format_version: '1.2', output_changes: [] },
      'output_changes must be an object',
    ],
    [
      'an output without actions',
      { format_version: '1.2', output_changes: { url: {} } },
      'output_changes.url',
    ],
  ])('refuses %s', (_name, document, message) => {
    expect(() => parsePlan(document)).toThrow(message);
  });

  it('never repeats a value of a malformed plan', () => {
    const document = {
      format_version: '1.2',
      resource_changes: [{ change: { after: 'planted-secret' } }],
    };
    expect(() => parsePlan(document)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted') }),
    );
  });
});

describe('the shape of a plan', () => {
  it.each([
    [
      { resource_changes: [{ address: 'a.b', type: 'a', change: { actions: [] } }] },
      'Plan: resource_changes[0].name is missing',
    ],
    [
      {
        resource_changes: [],
        planned_values: { root_module: { child_modules: [{ resources: {} }] } },
      },
      'Plan: planned_values.root_module.child_modules[0].resources must be a list',
    ],
    [
      { resource_changes: [], configuration: { root_module: { module_calls: { a: 7 } } } },
      'Plan: configuration.root_module.module_calls.a must be an object; got a number.',
    ],
    [{ resource_changes: [], checks: [{ status: 1 }] }, 'Plan: checks[0].status must be text'],
    [{ resource_changes: [], complete: 'yes' }, 'Plan: complete must be true or false'],
    [{ output_changes: { 'a\u001b[2J': {} } }, 'Plan: output_changes.a??2J must have actions'],
  ])('names the place that is wrong: %j', (document, message) => {
    expect(() => parsePlan({ format_version: '1.2', ...document })).toThrow(message);
  });

  it('refuses what is nested so deep that nobody wrote it', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    expect(() => parsePlan({ format_version: '1.2', resource_changes: [], deep })).toThrow(
      'Plan: nested deeper than 250 levels',
    );
  });
});
