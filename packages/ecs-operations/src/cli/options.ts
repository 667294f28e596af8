import { UsageError } from './command';

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The values of a command's options, whoever read them: the command line, or an Nx executor. */
export class Options {
  constructor(private readonly values: Values) {}

  /** The text of an option. @default - it was not given */
  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether a flag was given. */
  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** All values of an option that may be repeated, or of what stands after `--`. */
  list(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  /** A whole number from `minimum` on. @default - it was not given */
  count(name: string, minimum: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) {
      return undefined;
    }
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < minimum) {
      throw new UsageError(`${name}: must be a whole number from ${minimum} on; got '${text}'.`);
    }
    return number;
  }

  /** Seconds, written as `30s`, `10m`, `2h` or `1d`. @default - it was not given */
  seconds(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) {
      return undefined;
    }
    const match = /^(\d{1,6})(s|m|h|d)$/.exec(text);
    if (match === null) {
      throw new UsageError(`${name}: must be a time such as 30s, 10m, 2h or 1d; got '${text}'.`);
    }
    return (
      Number(match[1]) * { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as 's' | 'm' | 'h' | 'd']
    );
  }

  /** A moment: so long ago (`10m`), or a time of ISO 8601. @default - it was not given */
  since(name: string, now: Date): Date | undefined {
    const text = this.text(name);
    if (text === undefined) {
      return undefined;
    }
    if (/^\d+[smhd]$/.test(text)) {
      return new Date(Number(now) - (this.seconds(name) ?? 0) * 1000);
    }
    const date = new Date(text);
    if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(Number(date))) {
      throw new UsageError(
        `${name}: must be a time such as 10m, 2h or 2026-01-31T12:00:00Z; got '${text}'.`,
      );
    }
    return date;
  }
}
