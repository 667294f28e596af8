import type { Effect } from '../model';
import { holdsTrue, isObject, type JsonObject } from '../plan/json';
import { rowOf } from '../plan/row-of';
import { textOf } from '../plan/text-of';
import { counted, effect, firstBlock, numberOf, type EffectRule, type Subject } from './context';

/** What becomes of data where it takes more than one attribute, or a whole map, to say so. */
export const keptDataRule: EffectRule = (subject) =>
  rowOf(rules, subject.change.type)?.(subject) ?? [];

const rules: Readonly<Record<string, EffectRule>> = {
  aws_s3_bucket_object_lock_configuration: defaultRetention,
  aws_lambda_event_source_mapping: skippedRecords,
  aws_backup_region_settings: optedOut,
};

/** Given in days or in years, so that neither says alone whether it gets shorter. The row says what follows where it goes. */
function defaultRetention({ change, before, after, unknown }: Subject): readonly Effect[] {
  const [old, retention] = [retentionOf(before), retentionOf(after)];
  if (change.action !== 'update') {
    return [];
  }
  if (holdsTrue(unknown['rule'])) {
    return effect('data-loss-possible', 'how long new objects are protected is not known yet');
  }
  if (retention === undefined) {
    return [];
  }
  const [from, to] = [old === undefined ? 0 : daysOf(old), daysOf(retention)];
  const mode = old?.['mode'] === 'COMPLIANCE' ? 'COMPLIANCE' : retention['mode'];
  if (to < from || retention['mode'] !== mode) {
    return effect(
      'data-loss-possible',
      `new objects are protected for ${counted(to, 'day')} in mode ${textOf(retention['mode'] ?? null)}, ${counted(from, 'day')} before`,
    );
  }
  return to === from && old?.['mode'] === retention['mode']
    ? []
    : effect(
        'attention',
        'new objects are protected longer or stricter, and cannot be deleted meanwhile',
      );
}

function retentionOf({ rule }: JsonObject): JsonObject | undefined {
  return firstBlock(firstBlock(rule)?.['default_retention']);
}

function daysOf({ days, years }: JsonObject): number {
  return (numberOf(days) ?? 0) + 365 * (numberOf(years) ?? 0);
}

/** The place where the old one stopped is not handed on. */
function skippedRecords({ change, after }: Subject): readonly Effect[] {
  return change.action === 'replace' && after['starting_position'] === 'LATEST'
    ? effect(
        'data-loss-possible',
        'records that are written before the new one reads are skipped: it starts at the LATEST',
      )
    : [];
}

function optedOut({ change, before, after }: Subject): readonly Effect[] {
  if (change.action !== 'create' && change.action !== 'update') {
    return [];
  }
  const [was, is] = [preferences(before), preferences(after)];
  const out = Object.keys(is).filter((name) => is[name] === false && was[name] !== false);
  return out.length === 0
    ? []
    : effect('data-loss-possible', `no new backups are made in the region of ${out.join(', ')}`);
}

function preferences({ resource_type_opt_in_preference: map }: JsonObject): JsonObject {
  return isObject(map) ? map : {};
}
