/** The value, when it is one of those that an option allows; the error names the option. */
export function oneOf<Value extends string>(
  option: string,
  allowed: readonly Value[],
  given: string,
): Value {
  const value = allowed.find((candidate) => candidate === given);
  if (value === undefined) {
    throw new Error(`${option}: got ${given}. Allowed: ${allowed.join(', ')}.`);
  }
  return value;
}
