import { BoundedMemo } from '../plan/bounded-memo';

/**
 * Whether a name says that its value is a secret: `DB_PASSWORD`, `apiKey`, `client-secret`.
 *
 * Names of what points to a secret or describes one are not: `secret_arn`, `token_ttl`, `PASSWORD_FILE`.
 */
export function isSecretName(name: string): boolean {
  return secretNames.get(name, () => decide(name));
}

/** Whether a name says that its value only looks random: digests, ids, public keys. */
export function isDigestName(name: string): boolean {
  return digestNames.get(
    name,
    () => digestWords.test(wordsOf(name).at(-1) ?? '') || /public_?key/i.test(name),
  );
}

/** A quick look: whether text can hold such a name at all. */
export function mayHoldSecretName(text: string): boolean {
  return /pass|pwd|secret|token|key|cred|auth|dsn|jwt|cookie|connection/i.test(text);
}

const secretWords =
  /^(password|passwd|pwd|pass|passphrase|passcode|secret|secrets|token|tokens|credential|credentials|auth|authorization|dsn|jwt|cookie|pat)$/;
const keyOwners =
  /^(api|access|private|secret|signing|encryption|auth|account|master|license|licence|session|shared|deploy|service)$/;
const joined = /password|passwd|passphrase|secret|credential|apikey|privatekey|accesskey|token$/;
const pointers =
  /^(arns?|ids?|names?|paths?|files?|dir|directory|ttl|duration|length|version|expiry|expiration|expires|enabled|disabled|policy|type|endpoint|url|uri|count|days|hours|minutes|seconds|required|algorithm|format|rotation|manager|prefix|region|role|parameter|from|at|on|period|validity|status|usage|spec|store|class|mode|limit|through|provider|strategy)$/;
const digestWords =
  /^(hash|digest|checksum|etag|fingerprint|thumbprint|sha1|sha256|sha512|base64sha256|md5|ids?|arns?|serial|certificate|cert|image)$/;
const harmless = /^(http_tokens|instance_metadata_tags|next_token|client_request_token)$/;

function decide(name: string): boolean {
  const words = wordsOf(name);
  // What people give to a build of an image: tokens of package registries, most of all.
  if (/^build_?args?$/i.test(name)) {
    return true;
  }
  if (harmless.test(name) || pointers.test(words.at(-1) ?? '')) {
    return false;
  }
  return (
    words.some((word, index) => secretWords.test(word) || ownsKey(words, index)) ||
    joined.test(words.join('')) ||
    /connectionstring/.test(words.join(''))
  );
}

function ownsKey(words: readonly string[], index: number): boolean {
  return /^keys?$/.test(words[index + 1] ?? '') && keyOwners.test(words[index] ?? '');
}

function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

const secretNames = new BoundedMemo<boolean>(20_000);
const digestNames = new BoundedMemo<boolean>(20_000);
