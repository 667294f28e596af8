/**
 * Parses JSON without losing digits: a number that JavaScript cannot hold becomes text with the digits of the document.
 *
 * `JSON.parse` reads 9007199254740993 as 9007199254740992, so that a change from one to the other is none. Terraform
 * writes numbers exactly. Throws like `JSON.parse`.
 */
export function parseExactly(text: string): unknown {
  const document: unknown = JSON.parse(text);
  return mayLoseDigits.test(text) ? JSON.parse(withExactNumbers(text)) : document;
}

/**
 * More digits than a double holds for sure, or an exponent, where a number begins and ends. Strings seldom look so: a quote
 * within one is escaped, so that only lists and quoted JSON pass for a value.
 */
const mayLoseDigits =
  /(?:"\s*:|[[,])\s*-?\d(?:[\d.]{15,}(?:[eE][-+]?\d+)?|[\d.]*[eE][-+]?\d+)\s*[,\]}]/;

const numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/** What stands between strings is looked through. An expression for a whole string would fail at one of some megabytes. */
function withExactNumbers(text: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const begin = text.indexOf('"', from);
    const between = text.slice(from, begin < 0 ? text.length : begin);
    pieces.push(between.replace(numbers, (number) => (isExact(number) ? number : `"${number}"`)));
    from = begin < 0 ? text.length : endOfString(text, begin);
    pieces.push(begin < 0 ? '' : text.slice(begin, from));
  }
  return pieces.join('');
}

/** Behind the quote that closes a string: one that no backslash escapes. */
function endOfString(text: string, begin: number): number {
  let end = text.indexOf('"', begin + 1);
  while (isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let slash = quote;
  while (text.charAt(slash - 1) === '\\') {
    slash -= 1;
  }
  return (quote - slash) % 2 === 1;
}

/** Whether a number stays the same when it is read and written again. */
function isExact(token: string): boolean {
  const digits = token
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  const number = Number(token);
  if (!Number.isFinite(number) || (number === 0 && digits !== '')) {
    return false;
  }
  return digits.replace(/0+$/, '').length <= 15 || normal(String(number)) === normal(token);
}

/** `1.50` and `15e-1` are one number. */
function normal(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + (digits.length - kept.length);
  return `${sign}${kept}e${kept === '' ? 0 : power}`;
}
