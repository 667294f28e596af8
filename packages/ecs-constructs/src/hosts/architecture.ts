import type { Platform } from '../image/platform';
/** Processor architecture of a host. */
export type Architecture = 'x86_64' | 'arm64';

const FAMILY = /^[a-z]+(?:-[0-9]+tb)?([0-9]+)([a-z]*)(-.*)?$/;

/** True for what reads like a family and a size, such as `t3.micro`. */
export function isInstanceType(text: string): boolean {
  const [family = '', size = '', ...rest] = text.split('.');
  return FAMILY.test(family) && /^[a-z0-9-]+$/.test(size) && rest.length === 0;
}

/**
 * The architecture that an instance type runs on: Graviton types carry a `g` behind the generation (`t4g`, `m7gd`,
 * `c7gn`), except for the first one, `a1`.
 *
 * Do not use it with a token: the name must be readable now.
 *
 * @throws Error when it is no instance type
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  const family = instanceType.split('.')[0] ?? '';
  const parts = FAMILY.exec(family);
  if (parts === null || !isInstanceType(instanceType)) {
    throw new Error(
      `architectureOf: not an EC2 instance type; got ${JSON.stringify(instanceType)}. ` +
        'Give a family and a size, for example t3.micro.',
    );
  }
  const [, , options = '', suffix = ''] = parts;
  const isGraviton = family === 'a1' || options.includes('g');
  const isGrace = suffix.startsWith('-gb');
  return isGraviton || isGrace ? 'arm64' : 'x86_64';
}

/** The image platform that hosts of an architecture run. */
export function platformOf(architecture: Architecture): Platform {
  return architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}
