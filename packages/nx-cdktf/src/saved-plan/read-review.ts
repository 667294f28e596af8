import { readFileSync } from 'node:fs';
import type { PlanReview } from 'plan-review';
import { exitCodes, Failure, messageOf } from '../failure';

/**
 * Reads a `review.json` that somebody approved, as far as it is compared: what it holds beside that may be of another release.
 *
 * @param shown the path as the user wrote it
 * @throws Failure with exit code 5 when the file is no review
 */
export function readReview(file: string, shown: string): PlanReview {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refusal(`${shown} cannot be read: ${messageOf(error)}`);
  }
  const problem = problemOf(content);
  if (problem !== undefined) {
    throw refusal(`${shown} is no review: ${problem}`);
  }
  return content as PlanReview;
}

function problemOf(content: unknown): string | undefined {
  if (!isObject(content)) {
    return `it holds ${content === null ? 'null' : Array.isArray(content) ? 'a list' : `a ${typeof content}`}`;
  }
  if (typeof content['schemaVersion'] !== 'string') {
    return 'it has no schemaVersion';
  }
  const { changes, outputs, besideTerraform = [] } = content;
  if (!isListOf(changes, ({ address, attributes }) => isText(address) && isList(attributes))) {
    return 'its changes are none';
  }
  if (!isListOf(outputs, ({ name }) => isText(name))) {
    return 'its outputs are none';
  }
  return isList(besideTerraform) ? undefined : 'what it changes beside Terraform is no list';
}

function refusal(what: string): Failure {
  return new Failure(
    `reviewed: ${what}. Nothing was changed. Fix: name the review.json that the plan target wrote.`,
    exitCodes.stalePlan,
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, fits: (item: Fields) => boolean): boolean {
  return isList(value) && value.every((item) => isObject(item) && fits(item));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
