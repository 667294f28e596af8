/** The text behind base64, where it is text: user data, a configuration file. */
export function decodeBase64(text: string): string | undefined {
  if (!mayBeBase64(text) || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return undefined;
  }
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return isText(decoded) ? decoded : undefined;
}

/** Whether what base64 stands for is text: nothing in it is a control character, or no UTF-8. */
export function isText(decoded: string): boolean {
  return !/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffd\ud800-\udfff]/u.test(decoded);
}

/** A quick look at the length. */
export function mayBeBase64(text: string): boolean {
  return text.length >= 16 && text.length % 4 === 0;
}
