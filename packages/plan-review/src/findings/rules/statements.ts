import { parseEmbedded } from '../../plan/embedded';
import { isList, isObject, type Json, type JsonObject } from '../../plan/json';
import { texts } from '../rule';

/** The statements of a policy document, as far as its text can be read. */
export function statementsIn(text: Json | undefined): readonly JsonObject[] {
  const document = typeof text === 'string' ? parseEmbedded(text) : undefined;
  const all = isObject(document) ? document['Statement'] : undefined;
  return (isList(all) ? all : [all]).filter(isObject);
}

/** The statements that allow something. */
export function allowedIn(text: Json | undefined): readonly JsonObject[] {
  return statementsIn(text).filter((statement) => statement['Effect'] === 'Allow');
}

/** Whether a statement is for everybody, in every account, without a condition. */
export function isForEverybody({
  Principal: principal,
  Condition: condition,
}: JsonObject): boolean {
  const aws = isObject(principal) ? texts(principal['AWS']) : texts(principal);
  const hasCondition = isObject(condition) && Object.keys(condition).length > 0;
  return aws.includes('*') && !hasCondition;
}
