import type { PlannedAction } from '../../model';

/** A colour on light and on dark ground. */
export type Shade = readonly [light: string, dark: string];

/** Ink for text and lines, tint for the ground below it; every pair has a contrast of 4.5 to 1 or more. */
export interface Hue {
  readonly ink: Shade;
  readonly tint: Shade;
}

const red: Hue = { ink: ['#b3261e', '#ff9389'], tint: ['#fdeeec', '#3b1716'] };
const orange: Hue = { ink: ['#9c3f00', '#ffa861'], tint: ['#fff1e5', '#37210f'] };
const amber: Hue = { ink: ['#755600', '#e5b94a'], tint: ['#fcf5d9', '#2f270e'] };
const green: Hue = { ink: ['#13692d', '#5fd07a'], tint: ['#e6f6ea', '#102c1a'] };
const blue: Hue = { ink: ['#0a51ad', '#7fbcff'], tint: ['#e6f0fd', '#10263f'] };
const violet: Hue = { ink: ['#6136b3', '#c3a1ff'], tint: ['#f2ecfc', '#291e42'] };
const grey: Hue = { ink: ['#535d68', '#a3adb8'], tint: ['#eef1f4', '#20262d'] };

/** What an action looks like everywhere; its sign and name say the same without colour. */
export const actionHues: Readonly<Record<PlannedAction, Hue>> = {
  destroy: red,
  replace: orange,
  invoke: amber,
  update: amber,
  create: green,
  forget: grey,
  none: blue,
  read: violet,
};

/** How serious something is. */
export const toneHues = { bad: red, attention: amber, good: green, plain: grey } as const;

/** The neutral colours of a page and a picture. */
export const neutrals = {
  ground: ['#f5f6f8', '#0d1014'],
  surface: ['#ffffff', '#15191f'],
  raised: ['#f8f9fb', '#1b2027'],
  line: ['#dce1e6', '#2b323a'],
  strong: ['#7d8793', '#6d7782'],
  ink: ['#1a1f26', '#e7ebf0'],
  muted: ['#535d68', '#a3adb8'],
  link: ['#0a51ad', '#7fbcff'],
} as const satisfies Readonly<Record<string, Shade>>;

/** One value for both grounds; `color-scheme` chooses. */
export function lightDark([light, dark]: Shade): string {
  return `light-dark(${light}, ${dark})`;
}
