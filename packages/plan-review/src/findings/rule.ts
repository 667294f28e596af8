import type { FindingLevel } from '../model';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { World, WorldResource } from '../plan/world';

/** A rule of this package: what must hold for resources of some types. */
export interface PolicyRule {
  readonly id: string;
  /**
   * Ids under which other tools know exactly this, whatever the rule finds: accepting one accepts the other. A rule of
   * another tool that finds more or less is none.
   */
  readonly aliases: readonly string[];
  /** Ids under which other tools know one of the things that the rule finds, by its detail. @default - none */
  readonly aliasesOf?: Readonly<Record<string, readonly string[]>>;
  readonly level: FindingLevel;
  readonly types: readonly string[];
  readonly fix: string;
  readonly helpUri: string;
  /** Every place where the resource breaks the rule, none where it keeps it. */
  check(resource: WorldResource, world: World): readonly Found[];
}

/** One place where a resource breaks a rule. */
export interface Found {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What was found, for a rule that can find several things: who accepts one accepts no other. See `Finding.detail`. */
  readonly detail?: string;
}

/** One sentence when something is wrong. */
export function when(wrong: boolean, message: string, detail?: string): readonly Found[] {
  return wrong ? [{ message, detail }] : [];
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
