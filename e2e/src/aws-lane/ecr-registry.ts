import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { eventually } from '../eventually';
import { freePort } from './free-port';

/** What a registry under ECR's name needs from the machine. */
export interface EcrRegistryOptions {
  /** The name that the images carry; it leads to `address`. */
  readonly host: string;
  readonly address: string;
  readonly certificate: string;
  readonly key: string;
  readonly directory: string;
}

/** Manifests as an engine pushes them. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** A manifest as a registry keeps it. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
}

/**
 * A real registry (Debian's docker-registry) behind TLS and a login, under the name of an account's ECR. Whoever deploys
 * pushes and pulls as with ECR.
 */
export class EcrRegistry {
  /** As ECR's: it begins with `ey`. */
  readonly password = `eyJ${Buffer.from('a token of twelve hours').toString('base64url')}`;
  /** Tags that nobody may push. */
  readonly denied = new Set<string>();
  /** Every tag that was pushed, in order. */
  readonly pushed: string[] = [];
  private readonly registry: ChildProcess;
  private readonly front: Server;

  private constructor(
    private readonly options: EcrRegistryOptions,
    private readonly port: number,
  ) {
    const configuration = join(options.directory, 'registry.json');
    writeFileSync(
      configuration,
      JSON.stringify({
        version: '0.1',
        log: { level: 'error' },
        storage: { filesystem: { rootdirectory: join(options.directory, 'registry') } },
        http: { addr: `127.0.0.1:${port}`, relativeurls: true, secret: 'of this test' },
      }),
    );
    this.registry = spawn('docker-registry', ['serve', configuration], { stdio: 'ignore' });
    this.front = createServer(
      { cert: readFileSync(options.certificate), key: readFileSync(options.key) },
      (incoming, outgoing) => this.pass(incoming, outgoing),
    );
  }

  static async start(options: EcrRegistryOptions): Promise<EcrRegistry> {
    const registry = new EcrRegistry(options, await freePort());
    try {
      await new Promise<void>((resolve, reject) =>
        registry.front.once('error', reject).listen(443, options.address, resolve),
      );
      await eventually(
        'the registry',
        async () => (await fetch(registry.url('/v2/'))).ok || undefined,
      );
    } catch (error) {
      await registry.stop();
      throw error;
    }
    return registry;
  }

  async stop(): Promise<void> {
    this.front.closeAllConnections();
    await new Promise((resolve) => this.front.close(resolve));
    this.registry.kill('SIGKILL');
  }

  /** The manifest under a tag or digest; undefined where there is none. */
  async manifest(repository: string, reference: string): Promise<Manifest | undefined> {
    const answer = await fetch(this.url(`/v2/${repository}/manifests/${reference}`), {
      headers: { accept: MANIFESTS },
    });
    if (!answer.ok) {
      return undefined;
    }
    const { headers } = answer;
    return {
      digest: headers.get('docker-content-digest') ?? '',
      mediaType: headers.get('content-type') ?? '',
      text: await answer.text(),
    };
  }

  async putManifest(repository: string, tag: string, { mediaType, text }: Manifest): Promise<void> {
    const answer = await fetch(this.url(`/v2/${repository}/manifests/${tag}`), {
      method: 'PUT',
      headers: { 'content-type': mediaType },
      body: text,
    });
    if (!answer.ok) {
      throw new Error(`the registry refuses ${tag}: ${await answer.text()}`);
    }
  }

  async tags(repository: string): Promise<readonly string[]> {
    const answer = await fetch(this.url(`/v2/${repository}/tags/list`));
    const { tags } = (await answer.json()) as { readonly tags?: readonly string[] };
    return tags ?? [];
  }

  private url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming;
    const login = `Basic ${Buffer.from(`AWS:${this.password}`).toString('base64')}`;
    if (headers.authorization !== login) {
      outgoing.writeHead(401, { 'www-authenticate': `Basic realm="${this.options.host}"` });
      outgoing.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    const tag = method === 'PUT' ? /\/manifests\/([^/?]+)$/.exec(url)?.[1] : undefined;
    if (tag !== undefined && this.denied.has(tag)) {
      outgoing.writeHead(403, { 'content-type': 'application/json' });
      outgoing.end(
        '{"errors":[{"code":"DENIED","message":"not authorized to perform: ecr:PutImage"}]}',
      );
      return;
    }
    if (tag !== undefined) {
      this.pushed.push(tag);
    }
    const onward = request(
      { host: '127.0.0.1', port: this.port, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }
}
