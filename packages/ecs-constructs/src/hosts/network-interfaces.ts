import type { Construct } from 'constructs';
import { isKnown, misuse } from '../support/validation';
import { NETWORK_INTERFACES } from './network-interface-table';

/** What one host gives to tasks that have an address of their own. */
export interface TaskInterfaces {
  /** Tasks with networkMode `awsvpc` on one host. Infinity where it is not known. */
  readonly tasks: number;
  /** With the account setting `awsvpcTrunking`; undefined where the type does not have it, Infinity where it is not known. */
  readonly trunked?: number;
}

/**
 * Families whose hosts take a trunk, and those that are known not to. Others are not known.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
 */
const SMALLER_TRUNKS =
  'c5 c5a c5ad c5d c6g c6gd c6gn c7g im4gn is4gen m5 m5a m5ad m5d m6g m6gd r5 r5a r5ad r5d r6g r6gd';
const BIGGER_TRUNKS = 'c6a c6i c6id c6in m6a m6i m6id m6idn m6in r6a r6i r6id r6idn r6in';
const NO_TRUNKS =
  'c5n d3 d3en g3 g3s g4dn i3 i3en inf1 m5dn m5n m5zn r5b r5n r5dn t1 t2 t3 t3a t4g z1d';
const NO_TRUNK_TYPES =
  'c5.metal c5a.8xlarge c5ad.8xlarge c5d.metal m5.metal r5.metal r5.8xlarge r5d.metal';

const SMALLER = {
  medium: 4,
  large: 10,
  xlarge: 20,
  '2xlarge': 40,
  '4xlarge': 60,
  '8xlarge': 60,
  '9xlarge': 60,
  '12xlarge': 60,
};
const BIGGER = { ...SMALLER, '8xlarge': 90, '12xlarge': 120 };
/** Of the sizes above those. */
const MOST = 120;

/** Requires that the account setting makes a difference to every type. */
export function requireTrunking(
  scope: Construct,
  awsvpcTrunking: boolean | undefined,
  instanceTypes: readonly string[],
): void {
  const without = instanceTypes.find(
    (type) => isKnown(type) && taskInterfaces(type).trunked === undefined,
  );
  if (awsvpcTrunking !== true || without === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `${without} takes no trunk for network interfaces, whatever the account setting awsvpcTrunking says`,
    got: 'awsvpcTrunking true',
    fix: 'Remove awsvpcTrunking, or choose a type that has trunks, such as m5.large or c6g.large.',
  });
}

let interfaces: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;

/** How many tasks with an address of their own fit on a host of this type, by its network interfaces. */
export function taskInterfaces(instanceType: string): TaskInterfaces {
  const [family = '', size = ''] = instanceType.split('.');
  interfaces ??= readTable();
  const all = interfaces.get(family)?.get(size) ?? interfaces.get('usual')?.get(size);
  // The first interface is the host's own.
  return { tasks: all === undefined ? Infinity : all - 1, trunked: trunkOf(family, size) };
}

function trunkOf(family: string, size: string): number | undefined {
  const has = (list: string, word: string): boolean => list.split(' ').includes(word);
  if (has(NO_TRUNKS, family) || has(NO_TRUNK_TYPES, `${family}.${size}`)) {
    return undefined;
  }
  if (has(SMALLER_TRUNKS, family)) {
    return SMALLER[size as keyof typeof SMALLER] ?? MOST;
  }
  return has(BIGGER_TRUNKS, family) ? (BIGGER[size as keyof typeof BIGGER] ?? MOST) : Infinity;
}

function readTable(): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    NETWORK_INTERFACES.trim()
      .split('\n')
      .map((line) => {
        const [family = '', ...sizes] = line.split(' ');
        const numbers = sizes.map((text) => text.split('='));
        return [family, new Map(numbers.map(([size = '', number]) => [size, Number(number)]))];
      }),
  );
}
