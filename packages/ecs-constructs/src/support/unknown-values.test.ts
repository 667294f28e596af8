import { Lazy, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { type OptionKind, optionsOf, thingOf } from './option-kinds';
import { OPTION_SHAPES } from './option-shapes';
import { requireShape } from './require-shape';
import { TAKEN_WHOLE } from './unknown-values';

const SHAPES = OPTION_SHAPES.trim()
  .split('\n')
  .map((line) => line.slice(0, line.indexOf(' ')));

const variable = new TerraformVariable(new TerraformStack(Testing.app(), 'Test'), 'Variable', {});

/** A value that passes. */
function sampleOf([kind]: readonly OptionKind[]): unknown {
  switch (kind?.type) {
    case 'text':
      return 'text';
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'literal':
      return kind.value;
    case 'list':
      return [];
    case 'function':
      return () => 'result';
    case 'options':
      return sampleOptions(kind.name);
    case 'thing':
      return Object.fromEntries(thingOf(kind.name).members.map((member) => [member, 'member']));
    default:
      return {};
  }
}

function sampleOptions(shape: string): object {
  return Object.fromEntries(
    optionsOf(shape).flatMap(({ name, optional, kinds }) =>
      optional ? [] : [[name, sampleOf(kinds)]],
    ),
  );
}

/** Of all options of one kind, those that take a value; none throws for anything but that option. */
function takers(isAsked: (kinds: readonly OptionKind[]) => boolean, value: unknown): string[] {
  return SHAPES.flatMap((shape) =>
    optionsOf(shape)
      .filter(({ kinds }) => isAsked(kinds))
      .flatMap(({ name }) => {
        try {
          requireShape('Here', shape, { ...sampleOptions(shape), [name]: value });
          return [`${shape}.${name}`];
        } catch (error) {
          expect((error as Error).message).toMatch(new RegExp(`^Here: (the names in )?${name} `));
          return [];
        }
      }),
  );
}

const only =
  (type: OptionKind['type']) =>
  (kinds: readonly OptionKind[]): boolean =>
    kinds.every((kind) => kind.type === type);

const UNKNOWN = {
  'the value of a variable': variable.value,
  'a text of a variable': variable.stringValue,
  'a number of a variable': variable.numberValue,
  'a Lazy': Lazy.anyValue({ produce: () => true }),
};

describe('options', () => {
  it('are all taken with the values of this test', () => {
    expect(takers(only('boolean'), true)).not.toHaveLength(0);
    expect(takers(only('boolean'), false)).toEqual(takers(only('boolean'), true));
  });

  it.each(Object.entries(UNKNOWN))('that are true or false are never %s', (_, value) => {
    expect(takers(only('boolean'), value)).toEqual([]);
  });

  it.each(['false', 'true', 0, 1, null, [], {}])('that are true or false are never %p', (value) => {
    expect(takers(only('boolean'), value)).toEqual([]);
  });

  it.each([NaN, Infinity, -Infinity, '1', true])('that are numbers are never %p', (value) => {
    expect(takers(only('number'), value)).toEqual([]);
  });

  it('that are numbers may all be known to Terraform alone', () => {
    expect(takers(only('number'), variable.numberValue)).toEqual(takers(only('number'), 1));
  });

  it.each(['literal', 'options', 'thing', 'function'] as const)(
    'that the library decides by are never known to Terraform alone (%s)',
    (type) => {
      expect(takers(only(type), variable.value)).toEqual([]);
    },
  );

  it('that are lists or maps are known to Terraform alone only where they are taken whole', () => {
    const lists = takers(only('list'), variable.listValue);
    const maps = takers(only('map'), Token.asStringMap(variable.value));
    const entries = [...TAKEN_WHOLE].filter((name) => name.endsWith('*'));
    expect([...lists, ...maps, ...entries].sort()).toEqual([...TAKEN_WHOLE].sort());
  });

  it.each(Object.entries(UNKNOWN))('that are lists are never %s', (_, value) => {
    expect(takers(only('list'), value)).toEqual([]);
  });

  it('that are lists are never a list of Terraform with something more', () => {
    const command = [...variable.listValue, 'more'];
    expect(() =>
      requireShape('Here', 'ContainerOverride', { containerName: 'web', command }),
    ).toThrow(
      'Here: command[0] must be a text; got a list that only Terraform knows. ' +
        'Put lists together with Token.asList(Fn.concat([one, other])), or take an entry out with Fn.element.',
    );
  });

  it('say what to do instead', () => {
    const check = (more: object) => () =>
      requireShape('Here', 'ApplicationLoadBalancerProps', {
        ...sampleOptions('ApplicationLoadBalancerProps'),
        ...more,
      });
    expect(check({ internetFacing: variable.value })).toThrow(
      'Here: internetFacing must be known at synth: true or false; got a value that only Terraform knows. ' +
        'Decide it in the program, for example by the configuration of the stage.',
    );
    expect(check({ subnets: variable.listValue })).toThrow(
      'Here: subnets must be known at synth: a list of which each is an object (Subnet); ' +
        'got a list that only Terraform knows. ' +
        'Write the list out; its entries may be values that only Terraform knows, such as Fn.element(list, 0).',
    );
    expect(check({ idleTimeoutSeconds: NaN })).toThrow(
      'Here: idleTimeoutSeconds must be a finite number; got NaN. Look at how it is computed.',
    );
  });
});
