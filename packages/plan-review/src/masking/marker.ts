// Noncharacters: Unicode keeps them free of meaning for ever, and `withoutMarkers` takes them out of what comes in, so no
// text of a plan can pass for a masked one. https://www.unicode.org/faq/private_use.html#noncharacters
const open = '\ufdd0';
const close = '\ufdd1';
const one = /\ufdd0(\d+)\ufdd1/g;
const unread = /\ufdd0text \d+ of (\d+)\ufdd1/g;

/** What stands for a secret in a masked plan. Equal secrets have equal numbers within one review, and only there. */
export function markerOf(number: number): string {
  return `${open}${number}${close}`;
}

/** What stands for a text that is too long to be read. Equal texts have equal numbers, as secrets have. */
export function unreadMarkerOf(number: number, length: number, holdsSecret: boolean): string {
  const marker = `${open}text ${number} of ${length}${close}`;
  return holdsSecret ? `${marker} with ${markerOf(number)}` : marker;
}

/** How long the text is that was not read because of it. */
export function unreadLength(marker: string): number | undefined {
  const length = /^\ufdd0text \d+ of (\d+)\ufdd1/.exec(marker)?.[1];
  return length === undefined ? undefined : Number(length);
}

/** Whether the whole value is a secret that was masked. */
export function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /^\ufdd0\d+\ufdd1$/.test(value);
}

/** Whether a secret was masked anywhere in the text. */
export function holdsMasked(text: string): boolean {
  return holdsMarker(text) && /\ufdd0\d/.test(text);
}

/** The text as people read it: `postgres://app:(secret)@db`. */
export function readable(text: string): string {
  return inWords(text, '(not read:', '(secret)');
}

/** The same for a text that reads like the one before it, and differs in what is not shown. */
export function readableOther(text: string): string {
  return inWords(text, '(not read: other', '(another secret)');
}

function inWords(text: string, notRead: string, secret: string): string {
  return holdsMarker(text)
    ? text.replace(one, secret).replace(unread, `${notRead} $1 characters)`)
    : text;
}

/** Takes out what could be mistaken for a marker. */
export function withoutMarkers(text: string): string {
  return /[\ufdd0\ufdd1]/.test(text) ? text.replace(/[\ufdd0\ufdd1]/g, '\ufffd') : text;
}

function holdsMarker(text: string): boolean {
  return text.includes(open);
}
