import type { JsonValue } from './block';

/**
 * Reads the TOML that Bottlerocket takes as user data: tables, bare and quoted keys, and values of one line that are
 * text, numbers, booleans or arrays of these.
 *
 * @throws when a line is none of that, with its number
 * @see https://bottlerocket.dev/en/os/latest/api/settings/
 */
export function parseToml(text: string): Record<string, JsonValue> {
  const root: Record<string, JsonValue> = {};
  let table = root;
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) {
      return;
    }
    const header = /^\[([^[\]]+)\]$/.exec(line);
    if (header?.[1] !== undefined) {
      table = descend(root, keysOf(header[1]));
      return;
    }
    const pair =
      /^((?:"[^"]*"|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|[A-Za-z0-9_-]+))*)\s*=\s*(.+)$/.exec(line);
    if (pair?.[1] === undefined || pair[2] === undefined) {
      throw unreadable(index, line);
    }
    const keys = keysOf(pair[1]);
    const last = keys.pop() ?? '';
    descend(table, keys)[last] = valueOf(pair[2], () => unreadable(index, line));
  });
  return root;
}

function keysOf(dotted: string): string[] {
  return (dotted.match(/"[^"]*"|[^.\s]+/g) ?? []).map((key) => key.replace(/^"(.*)"$/, '$1'));
}

function descend(from: Record<string, JsonValue>, keys: readonly string[]) {
  return keys.reduce<Record<string, JsonValue>>((table, key) => (table[key] ??= {}), from);
}

/** Apart from literal text in single quotes, such values are JSON. */
function valueOf(text: string, unreadableLine: () => Error): JsonValue {
  const literal = /^'([^']*)'$/.exec(text);
  if (literal !== null) {
    return literal[1];
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw unreadableLine();
  }
}

function unreadable(index: number, line: string): Error {
  return new Error(`line ${index + 1} is no TOML that Bottlerocket settings need; got ${line}.`);
}
