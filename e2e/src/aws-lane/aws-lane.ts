import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localAwsEnvironment } from 'local-aws';
import { baseImage, Workspace, type Finished } from '../workspace';
import { EcrApi } from './ecr-api';
import { EcrRegistry, type Manifest } from './ecr-registry';
import {
  ACCOUNT_ID,
  changeMachine,
  ECR_ADDRESS,
  ECR_HOST,
  makeCertificates,
  restoreMachine,
} from './machine';

const REPOSITORY = 'my-app/server';
const BASE = baseImage();

/** Runs docker and gives back what it printed. */
export function docker(args: readonly string[], input = ''): string {
  // Without RUN the engine's own builder does, and it needs no plugin.
  const env = { ...process.env, DOCKER_BUILDKIT: '0' };
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', input, env });
  if (status !== 0) {
    throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  }
  return stdout.trim();
}

/**
 * The stage `aws` of the app, deployed as to an account: the provider of Docker, a registry under ECR's name and the
 * engine are real, and the AWS API is the local AWS, by the variables that the AWS CLI takes.
 */
export class AwsLane {
  workspace!: Workspace;
  registry!: EcrRegistry;
  api!: EcrApi;
  private readonly baseImages: string[] = [];

  constructor(private readonly lane: number) {}

  async start(): Promise<void> {
    this.workspace = new Workspace(this.lane, { HELLO_ECS_ACCOUNT_ID: ACCOUNT_ID });
    const { directory, access } = this.workspace;
    const { endpoint } = access;
    const certificates = makeCertificates(directory);
    changeMachine(certificates);
    const { certificate, key, bundle } = certificates;
    const place = { host: ECR_HOST, address: ECR_ADDRESS, certificate, key, directory };
    this.registry = await EcrRegistry.start(place);
    this.api = await EcrApi.start(this.registry, ECR_HOST, endpoint);
    const started = await this.workspace.nx(['run', 'local-aws:start']);
    if (started.code !== 0) {
      throw new Error(started.output);
    }
    this.workspace.set({
      ...localAwsEnvironment({
        port: Number(new URL(endpoint).port),
        directory: access.directory,
      }),
      AWS_ENDPOINT_URL_ECR: this.api.endpoint,
      SSL_CERT_FILE: bundle,
    });
  }

  async stop(): Promise<void> {
    restoreMachine();
    await this.api?.stop();
    await this.registry?.stop();
    await this.workspace.close();
    // By name, and only its own: the local stage of somebody else has images of the same repository.
    const pushed = [...(this.registry?.pushed ?? [])].map(
      (tag) => `${ECR_HOST}/${REPOSITORY}:${tag}`,
    );
    for (const image of new Set([...pushed, ...this.baseImages])) {
      spawnSync('docker', ['image', 'rm', '--no-prune', image], { stdio: 'ignore' });
    }
  }

  /** Runs a target of the app in the stage `aws`, with a base image of `baseImage`. */
  run(target: string, base: string, ...args: readonly string[]): Promise<Finished> {
    return this.workspace.nx([...this.line(target), ...args], { HELLO_SERVER_BASE_IMAGE: base });
  }

  /** The arguments of nx for a target. */
  line(target: string): readonly string[] {
    return ['run', `infra:${target}`, '-c', 'aws'];
  }

  /** A base image of its own: what is built on it is another image, by tag and by digest. */
  baseImage(name: string, instructions: readonly string[] = []): string {
    const image = `hello-ecs-e2e/base:${name}`;
    const lines = [`FROM ${BASE}`, `LABEL hello-ecs.e2e=${name}`, ...instructions];
    docker(['build', '--quiet', '--tag', image, '-'], lines.join('\n'));
    this.baseImages.push(image);
    return image;
  }

  /** A base image whose node prints this and fails, as a build step does that cannot go on. */
  failingBaseImage(name: string, says: string): string {
    const image = `hello-ecs-e2e/base:${name}`;
    const context = join(this.workspace.directory, name);
    mkdirSync(context);
    const script = `for (let line = 1; line <= 40; line += 1) console.log('step', line);\nconsole.error(${JSON.stringify(says)});\nprocess.exit(3);\n`;
    writeFileSync(join(context, 'fail.js'), script);
    const lines = [`FROM ${BASE}`, 'COPY fail.js /fail.js', 'ENV NODE_OPTIONS=--require=/fail.js'];
    writeFileSync(join(context, 'Dockerfile'), lines.join('\n'));
    docker(['build', '--quiet', '--tag', image, context]);
    rmSync(context, { recursive: true });
    this.baseImages.push(image);
    return image;
  }

  /** What the registry holds under a tag. */
  async digest(tag: string): Promise<Manifest['digest'] | undefined> {
    return (await this.registry.manifest(REPOSITORY, tag))?.digest;
  }

  /** The tag of the content that was pushed last. */
  lastTag(): string {
    const tag = this.registry.pushed.filter((pushed) => pushed !== 'latest').at(-1);
    if (tag === undefined) {
      throw new Error('nothing was pushed');
    }
    return tag;
  }
}
