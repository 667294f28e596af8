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

/** Strings are skipped as a whole; what is left of a number's kind is one. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

function withExactNumbers(text: string): string {
  return text.replace(stringOrNumber, (token) =>
    token.startsWith('"') || isExact(token) ? token : `"${token}"`,
  );
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
