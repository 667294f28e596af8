import type { IncomingMessage } from 'node:http';

/**
 * Why a request is none of a program on this machine that means this local AWS; undefined when it may go on to the
 * question of who it is. A web page reaches every port of the machine that shows it: what gives it away is the `Origin`
 * and `Sec-Fetch-Site` that browsers add, and, after a name of the page's own was bound to 127.0.0.1, the `Host`.
 *
 * https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/
 */
export function foreignRequest(request: IncomingMessage): string | undefined {
  const { headers, url = '/' } = request;
  const fetchSite = headers['sec-fetch-site'];
  const port = request.socket.localPort;
  if (headers.origin !== undefined) {
    return refusal(`a request of a web page (Origin: ${shown(headers.origin)})`);
  }
  if (fetchSite !== undefined && fetchSite !== 'none') {
    return refusal(`a request of a web page (Sec-Fetch-Site: ${shown(String(fetchSite))})`);
  }
  if (!isOwnHost(headers.host, port)) {
    return refusal(
      `a request for another host; got Host: ${shown(headers.host ?? '')}, allowed localhost, 127.0.0.1, [::1] and <bucket>.localhost, with port ${port}`,
    );
  }
  // An absolute address names a second host, and a proxy may believe that one.
  if (!url.startsWith('/') && !(request.method === 'OPTIONS' && url === '*')) {
    return refusal('a request whose target is no path');
  }
  return undefined;
}

/** Whether a Host header names this machine and this port. */
export function isOwnHost(host: string | undefined, port: number | undefined): boolean {
  const [, name = '', given = '80'] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host ?? '') ?? [];
  return Number(given) === port && (LOOPBACK.test(name) || isLoopbackAddress(name));
}

const LOOPBACK = /^(\[::1\]|([a-z0-9_.-]+\.)?localhost)$/i;

function isLoopbackAddress(name: string): boolean {
  const octets = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(name)?.slice(1);
  return octets !== undefined && octets.every((octet) => Number(octet) <= 255);
}

function refusal(what: string): string {
  return `local-aws: refuses ${what}. It belongs to its user alone.`;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
