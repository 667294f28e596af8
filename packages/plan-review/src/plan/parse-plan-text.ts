import { constants } from 'node:buffer';
import { parseExactly } from './exact-numbers';
import { parsePlan } from './parse-plan';
import type { PlanJson } from './plan-json';

const fix = "Fix: give the output of 'terraform show -json tfplan'.";

/**
 * Reads the bytes of a file or of standard input as plan JSON, and recognises what is given instead by mistake.
 *
 * Takes UTF-8 and UTF-16 with or without a byte order mark, because redirection in PowerShell writes them. Throws an
 * `Error` with one sentence; it never repeats the input, which may hold secrets.
 */
export function parsePlanText(bytes: Uint8Array): PlanJson {
  const text = decode(bytes);
  if (text.trim() === '') {
    throw new Error(`Plan: is empty; got ${bytes.length} bytes. ${fix}`);
  }
  let document: unknown;
  try {
    document = parseExactly(text);
  } catch (error) {
    throw new Error(whatItIs(text, error));
  }
  if (isUiMessage(document)) {
    throw new Error(uiStream);
  }
  return parsePlan(document);
}

const uiStream =
  "Plan: this is the log that 'terraform plan -json' writes, one message a line; it holds no values. " +
  "Fix: save the plan ('terraform plan -out=tfplan') and give the output of 'terraform show -json tfplan'.";

function decode(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0x50 && second === 0x4b) {
    throw new Error(
      "Plan: this is a saved plan file, not its JSON. Fix: run 'terraform show -json <file>' and give its output.",
    );
  }
  if (first === 0x1f && second === 0x8b) {
    throw new Error(`Plan: this is gzip-compressed. Fix: decompress it first.`);
  }
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new Error(
      `Plan: is too large for this version of Node.js; got ${bytes.length} bytes. Fix: plan fewer resources at a time.`,
    );
  }
  try {
    if (first === 0xff && second === 0xfe) {
      return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    }
    if (first === 0xfe && second === 0xff) {
      return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    }
    // Without a mark, every second byte of ASCII text in UTF-16 is zero.
    if (first !== 0 && second === 0 && third !== 0) {
      return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`Plan: is not text; got ${bytes.length} bytes of something else. ${fix}`);
  }
}

/** V8's own messages quote the text; none of it may be repeated. */
function whatItIs(text: string, error: unknown): string {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || text.length);
  if (isUiMessage(parseLine(firstLine))) {
    return uiStream;
  }
  if (!/^\s*[[{]/.test(text)) {
    return looksLikePlanText(text)
      ? `Plan: this is the text of a plan, made for people. ${fix}`
      : `Plan: is not JSON; it begins with ${named(text)}. ${fix}`;
  }
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const end = text.trimEnd().length;
  if (position === undefined || Number(position) >= end) {
    return `Plan: is cut off; the JSON ends in the middle after ${text.length} characters. Fix: check that the disk is not full and that nothing else writes the file, then show the plan again.`;
  }
  const line = text.slice(0, Number(position)).split('\n').length;
  return `Plan: is not JSON; it breaks at character ${position} (line ${line}). ${fix}`;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isUiMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '@level' in value && '@message' in value;
}

function looksLikePlanText(text: string): boolean {
  return /Terraform (used|will perform|has compared)|OpenTofu (used|will perform|has compared)|No changes\.|^Plan: \d+ to add/m.test(
    text.slice(0, 100_000),
  );
}

function named(text: string): string {
  const character = text.trimStart()[0] ?? '';
  if (character === '<') {
    return "'<', so it may be a web page";
  }
  return /[a-z]/i.test(character) ? 'a letter' : 'something other than { or [';
}
