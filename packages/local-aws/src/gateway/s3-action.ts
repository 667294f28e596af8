/**
 * The S3 calls that corrections concern, by method and query; undefined for all others, whose bodies are streamed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3Action(
  method: string,
  url: string,
  host: string | undefined,
): string | undefined {
  const { bucket, key, query } = s3Target(url, host);
  if (bucket === undefined || key !== '') {
    return undefined;
  }
  if (query.has('policy')) {
    return POLICY_ACTIONS[method];
  }
  return method === 'DELETE' && [...query.keys()].every((name) => /^x-/i.test(name))
    ? 'DeleteBucket'
    : undefined;
}

const POLICY_ACTIONS: Readonly<Record<string, string>> = {
  GET: 'GetBucketPolicy',
  PUT: 'PutBucketPolicy',
  DELETE: 'DeleteBucketPolicy',
};

/** Bucket and key of an S3 call, in its path or with the bucket in the name of a virtual host. */
export function s3Target(
  url: string,
  host = '',
): { readonly bucket?: string; readonly key: string; readonly query: URLSearchParams } {
  const [path = '', search = ''] = url.split(/\?(.*)/s, 2);
  const query = new URLSearchParams(search);
  const virtual = /^(.+?)(?:\.s3[a-z0-9.-]*)?\.localhost(?::\d+)?$/i.exec(host)?.[1];
  if (virtual !== undefined && virtual !== 's3') {
    return { bucket: virtual, key: path.replace(/^\//, ''), query };
  }
  const [bucket = '', ...key] = path.replace(/^\/+/, '').split('/');
  return { ...(bucket === '' ? {} : { bucket }), key: key.join('/'), query };
}
