import { type TerraformStack, TerraformVariable } from 'cdktf';
import { everyOption, type Option } from './fixtures/every-option';
import { synth } from './testing';
import fc from 'fast-check';

// cdktf warns of every variable that stands inside a function, such as a name in the user data; here that is the point.
jest.spyOn(console, 'warn').mockImplementation(() => undefined);

const variableOf = (name: string): string => name.replaceAll(/\W+/g, '_');

/** Synthesizes with a variable for each of some options, and every rule of the library in force. */
function synthWith(unknown: ReadonlySet<string>): string {
  const build = (stack: TerraformStack): void => {
    const option: Option = (name, plain) => {
      if (!unknown.has(name)) {
        return plain;
      }
      const type = typeof plain === 'number' ? 'number' : 'string';
      const variable = new TerraformVariable(stack, variableOf(name), { type });
      return (type === 'number' ? variable.numberValue : variable.stringValue) as typeof plain;
    };
    everyOption(stack, option);
  };
  return synth(build).json;
}

const names: string[] = [];
synth((stack) =>
  everyOption(stack, (name, plain) => {
    names.push(name);
    return plain;
  }),
);

/**
 * cdktf encodes a number token as a hugely negative number; one that was computed with has lost its meaning. Inside a
 * function's text it writes one without `${}`, and the script of a host would read `=var.x`.
 */
const MISREAD = /\d(?:\.\d+)?e\+\d{2,}|TfToken\[|NaN|Infinity|=var\./;

function expectTaken(chosen: readonly string[]): void {
  const json = synthWith(new Set(chosen));
  expect(json).not.toMatch(MISREAD);
  for (const name of chosen) {
    expect(json).toMatch(new RegExp(`\\bvar\\.${variableOf(name)}\\b`));
  }
}

const EIGHTHS = Array.from({ length: 8 }, (_, index) =>
  names.filter((_name, position) => position % 8 === index),
);

describe('a value that only Terraform knows', () => {
  it.each(EIGHTHS)('is taken for %s and others', (...chosen) => expectTaken(chosen));

  it('is taken for everything at once', () => expectTaken(names));

  it('is taken in any combination', () => {
    fc.assert(fc.property(fc.subarray(names), expectTaken), { seed: 20_261_123, numRuns: 10 });
  });
});
