/** An answer that a balancer gives itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the parts of a redirect are taken from. */
export interface RedirectedRequest {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Where a port of this balancer really listens, should it have moved. */
  readonly listensAt: (port: number) => number;
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** The page that an Application Load Balancer shows when it has no answer of a target. */
export function errorPage(status: 502 | 503 | 504): OwnAnswer {
  const words = `${status} ${STATUS_WORDS[status] ?? ''}`;
  return {
    status,
    headers: { server: 'awselb/2.0', 'content-type': 'text/html' },
    body:
      `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n` +
      `<center><h1>${words}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html */
export function fixedAnswer(settings: Readonly<Record<string, string>>): OwnAnswer {
  return {
    status: Number(settings['StatusCode'] ?? 200),
    headers: {
      server: 'awselb/2.0',
      'content-type': `${settings['ContentType'] ?? 'text/plain'}; charset=utf-8`,
    },
    body: settings['MessageBody'] ?? '',
  };
}

/**
 * Parts that are not given stay as they came.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function redirectAnswer(
  settings: Readonly<Record<string, string>>,
  request: RedirectedRequest,
): OwnAnswer {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s);
  const fill = (text: string): string =>
    text
      .replaceAll('#{protocol}', request.protocol)
      .replaceAll('#{host}', request.host)
      .replaceAll('#{port}', String(request.port))
      .replaceAll('#{path}', path.replace(/^\//, ''))
      .replaceAll('#{query}', query);
  const protocol = fill(settings['Protocol'] ?? '#{protocol}').toLowerCase();
  const host = fill(settings['Host'] ?? '#{host}');
  const asked = Number(fill(settings['Port'] ?? '#{port}'));
  const port = host === request.host ? request.listensAt(asked) : asked;
  const newPath = fill(settings['Path'] ?? '/#{path}');
  const newQuery = fill(settings['Query'] ?? '#{query}');
  const location = `${protocol}://${host}:${port}${newPath}${newQuery === '' ? '' : `?${newQuery}`}`;
  return {
    status: settings['StatusCode'] === 'HTTP_302' ? 302 : 301,
    headers: { server: 'awselb/2.0', 'content-type': 'text/html', location },
    body: '',
  };
}
