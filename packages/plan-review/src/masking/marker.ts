// Noncharacters: Unicode keeps them free of meaning for ever, and `withoutMarkers` takes them out of what comes in, so no
// text of a plan can pass for a masked one. https://www.unicode.org/faq/private_use.html#noncharacters
const open = '\ufdd0';
const close = '\ufdd1';
const one = /\ufdd0(\d+)\ufdd1/g;

/** What stands for a secret in a masked plan. Equal secrets have equal numbers within one review, and only there. */
export function markerOf(number: number): string {
  return `${open}${number}${close}`;
}

/** Whether the whole value is a secret that was masked. */
export function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /^\ufdd0\d+\ufdd1$/.test(value);
}

/** Whether a secret was masked anywhere in the text. */
export function holdsMasked(text: string): boolean {
  return text.includes(open);
}

/** The text as people read it: `postgres://app:(secret)@db`. */
export function readable(text: string): string {
  return holdsMasked(text) ? text.replace(one, '(secret)') : text;
}

/** Takes out what could be mistaken for a marker. */
export function withoutMarkers(text: string): string {
  return /[\ufdd0\ufdd1]/.test(text) ? text.replace(/[\ufdd0\ufdd1]/g, '\ufffd') : text;
}
