import type { AcknowledgementInput, ConstructOrigin } from '../model';
import { isList, type Json, type JsonObject, objectOf } from '../plan/json';

/** What the synthesized program says about itself, and a plan does not. */
export interface StackOrigins {
  /** Where each resource comes from, by address (`aws_vpc.Network_1234`). */
  readonly origins: Readonly<Record<string, ConstructOrigin>>;
  /** Findings accepted in the program. */
  readonly acknowledgements: readonly AcknowledgementInput[];
  /** The stack itself: what a plan knows only after apply may stand in it. */
  readonly synthesized: unknown;
}

/**
 * Reads the comments of a stack's `cdk.tf.json`.
 *
 * CDKTF writes the path of its construct beside each resource: `"//": {"metadata": {"path": ..., "stackTrace": [...]}}`;
 * the stack trace only where the synth captures it. Acknowledgements stand in the comment of the stack
 * (`"//": {"acknowledgements": [{"id", "reason", "expires", "of", "constructPath"}]}`) or of a resource, then without the path.
 * What is not there or not readable is left out: a report without source lines is better than none.
 */
export function originsOf(stackJson: unknown): StackOrigins {
  const origins: [string, ConstructOrigin][] = [];
  const stack = objectOf(stackJson as Json);
  const acknowledgements = [...acknowledgementsIn(stack, undefined)];
  for (const [kind, prefix] of [
    ['resource', ''],
    ['data', 'data.'],
  ] as const) {
    for (const [type, byName] of Object.entries(objectOf(stack[kind]))) {
      for (const [name, resource] of Object.entries(objectOf(byName))) {
        const origin = originIn(objectOf(resource));
        if (origin !== undefined) {
          origins.push([`${prefix}${type}.${name}`, origin]);
          acknowledgements.push(...acknowledgementsIn(objectOf(resource), origin.path));
        }
      }
    }
  }
  return { origins: Object.fromEntries(origins), acknowledgements, synthesized: stack };
}

function originIn(resource: JsonObject): ConstructOrigin | undefined {
  const { path, stackTrace } = objectOf(objectOf(resource['//'])['metadata']);
  if (typeof path !== 'string') {
    return undefined;
  }
  const source = sourceIn(stackTrace);
  return { path, source };
}

/** The first line of the program itself: `src/hello-stack.ts:41` of `new HelloStack (src/hello-stack.ts:41:5)`. */
function sourceIn(trace: Json | undefined): string | undefined {
  return (isList(trace) ? trace : [])
    .map((frame) => (/(?:\(|at |^)([^()\s]+:\d+):\d+\)?$/.exec(String(frame)) ?? [])[1])
    .find((place) => place !== undefined && !/(^|\/)node_modules\/|^node:/.test(place))
    ?.replace(/^file:\/\//, '');
}

function acknowledgementsIn(
  commented: JsonObject,
  path: string | undefined,
): readonly AcknowledgementInput[] {
  const { acknowledgements } = objectOf(commented['//']);
  return (isList(acknowledgements) ? acknowledgements : []).flatMap((item) => {
    const { id, reason, expires, of, constructPath = path } = objectOf(item);
    if (typeof id !== 'string' || typeof reason !== 'string' || typeof constructPath !== 'string') {
      return [];
    }
    return [
      {
        id,
        reason,
        ...(typeof expires === 'string' ? { expires } : {}),
        ...(typeof of === 'string' ? { of } : {}),
        constructPath,
      },
    ];
  });
}
