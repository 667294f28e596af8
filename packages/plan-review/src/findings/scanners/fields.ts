import type { FindingLevel } from '../../model';
import { isObject, type Json, type JsonObject } from '../../plan/json';

/** The object at a key. */
export function child(parent: JsonObject | undefined, key: string): JsonObject | undefined {
  const value: Json | undefined = parent?.[key];
  return isObject(value) ? value : undefined;
}

/** Text that says something. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Tools explain at length; a finding is one line. */
export function firstLine(message: string): string {
  return message.trim().split('\n')[0] ?? '';
}

/** A link is shown where it is a web page and nothing that runs. */
export function link(value: Json | undefined): { readonly helpUri?: string } {
  const uri = text(value);
  return uri === undefined || !/^https?:\/\//.test(uri) ? {} : { helpUri: uri };
}

/** The severities that scanners share; what a tool does not grade is an error to it. */
export function levelOf(severity: Json | undefined): FindingLevel {
  const levels: Readonly<Record<string, FindingLevel>> = {
    critical: 'fail',
    high: 'fail',
    medium: 'warn',
    low: 'note',
    info: 'note',
    unknown: 'warn',
  };
  const name = text(severity)?.toLowerCase();
  return name === undefined || !Object.hasOwn(levels, name) ? 'fail' : (levels[name] ?? 'fail');
}
