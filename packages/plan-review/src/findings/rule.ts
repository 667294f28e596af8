import type { FindingLevel } from '../model';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { World, WorldResource } from '../plan/world';

/** A rule of this package: what must hold for resources of some types. */
export interface Rule {
  readonly id: string;
  /** Ids under which other tools know the same thing: accepting one accepts all. */
  readonly aliases: readonly string[];
  readonly level: FindingLevel;
  readonly types: readonly string[];
  readonly fix: string;
  readonly helpUri: string;
  /** One sentence per place where the resource breaks the rule, none where it keeps it. */
  check(resource: WorldResource, world: World): readonly string[];
}

/** One sentence when something is wrong. */
export function when(wrong: boolean, sentence: string): readonly string[] {
  return wrong ? [sentence] : [];
}

/** The blocks of a kind, which plan JSON keeps as a list of objects. */
export function blocks(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

/** The only block of a kind. */
export function block(value: Json | undefined): JsonObject | undefined {
  return blocks(value)[0];
}

/** The provider keeps some booleans as text. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

/** Texts of a list, or the one text. */
export function texts(value: Json | undefined): readonly string[] {
  const all = isList(value) ? value : [value];
  return all.filter((item) => typeof item === 'string');
}
