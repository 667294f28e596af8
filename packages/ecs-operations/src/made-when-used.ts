/**
 * An object whose values are made when they are first asked for: a command loads and sets up the SDK of the services that it
 * asks, and of no other.
 */
export function madeWhenUsed<T extends object>(make: {
  readonly [Name in keyof T]: () => T[Name];
}): T {
  const object = {} as T;
  for (const [name, value] of Object.entries<() => unknown>(make)) {
    Object.defineProperty(object, name, {
      configurable: true,
      enumerable: true,
      get() {
        const made = value();
        Object.defineProperty(object, name, { enumerable: true, value: made });
        return made;
      },
    });
  }
  return object;
}

/** The values of such an object that somebody has asked for. */
export function madeSoFar<T extends object>(object: T): readonly T[keyof T][] {
  return Object.values(Object.getOwnPropertyDescriptors(object)).flatMap(
    ({ value }: TypedPropertyDescriptor<T[keyof T]>) => (value === undefined ? [] : [value]),
  );
}
