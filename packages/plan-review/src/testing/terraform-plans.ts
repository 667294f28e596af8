import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson, StateModuleJson, StateResourceJson } from '../plan/plan-json';
import { PlanView, type Resource } from '../plan/plan-view';
import { parsePlanText } from '../plan/parse-plan-text';

const provider = 'registry.terraform.io/hashicorp/aws';

/**
 * A directory that mirrors the AWS provider: `TF_PROVIDER_MIRROR`, or one below the usual prefixes. Without one the test
 * skips and says so.
 */
export function providerMirror(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const prefixes = ['/opt', '/usr/local/share', '/usr/share'].filter(existsSync);
  const below = prefixes.flatMap((prefix) => readdirSync(prefix).map((name) => join(prefix, name)));
  const places = [...prefixes, ...below, ...below.map((path) => join(path, 'providers'))];
  return [env['TF_PROVIDER_MIRROR'] ?? [], ...places]
    .flat()
    .find((path) => existsSync(join(path, provider)));
}

/** Plans a configuration with the real provider and without any account: nothing is read or applied. */
export class TerraformPlans {
  /** Where the configuration is; write another one here to plan a change. */
  readonly directory = mkdtempSync(join(tmpdir(), 'plan-review-plans-'));
  private readonly environment: NodeJS.ProcessEnv;

  constructor(configuration: string, mirror: string) {
    cpSync(configuration, this.directory, { recursive: true });
    const settings = join(this.directory, 'terraform.rc');
    writeFileSync(
      settings,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
    );
    this.environment = {
      ...process.env,
      AWS_EC2_METADATA_DISABLED: 'true',
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: settings,
      TF_IN_AUTOMATION: '1',
    };
    this.terraform('init', '-input=false', '-no-color');
  }

  /** What `terraform show -json` says of a plan. */
  plan(...options: readonly string[]): PlanJson {
    const file = 'tfplan';
    this.terraform(
      'plan',
      '-input=false',
      '-no-color',
      '-refresh=false',
      `-out=${file}`,
      ...options,
    );
    return parsePlanText(this.terraform('show', '-json', file));
  }

  /** Writes a state as if a plan had been applied; what only AWS knows gets a made-up name. */
  pretendApplied(plan: PlanJson): void {
    const view = PlanView.of(plan);
    const resources = [...resourcesOf(plan.planned_values?.root_module)].map(
      ({ module, resource }) => ({
        ...(module === undefined ? {} : { module }),
        mode: 'managed',
        type: resource.type,
        name: resource.name,
        provider: `provider["${provider}"]`,
        instances: [
          {
            ...(resource.index === undefined ? {} : { index_key: resource.index }),
            schema_version: resource.schema_version ?? 0,
            attributes: { ...resource.values, ...madeUp(view, resource) },
          },
        ],
      }),
    );
    const state = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'a', resources };
    writeFileSync(join(this.directory, 'terraform.tfstate'), JSON.stringify(state));
  }

  /** What the provider says of its resources, by type. */
  resourceSchemas(): Readonly<Record<string, unknown>> {
    const { provider_schemas } = JSON.parse(
      this.terraform('providers', 'schema', '-json').toString(),
    ) as { provider_schemas: Record<string, { resource_schemas: Record<string, unknown> }> };
    return provider_schemas[provider]?.resource_schemas ?? {};
  }

  /** Removes everything. */
  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private terraform(...args: readonly string[]): Buffer {
    return execFileSync(process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform', args, {
      cwd: this.directory,
      env: this.environment,
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

type PlannedResource = StateResourceJson & { readonly schema_version?: number };

function* resourcesOf(
  module: StateModuleJson | undefined,
): Generator<{ readonly module: string | undefined; readonly resource: PlannedResource }> {
  for (const resource of module?.resources ?? []) {
    yield { module: module?.address, resource };
  }
  for (const child of module?.child_modules ?? []) {
    yield* resourcesOf(child);
  }
}

/** Its id and ARN, and those of what its arguments name. */
function madeUp(view: PlanView, { address, type }: PlannedResource): JsonObject {
  const resource = view.find(address);
  const known = resource?.after ?? {};
  const filled = Object.entries(resource?.unknown ?? {}).flatMap(([attribute, tree]) => {
    const written = view.written(address, attribute).resources;
    const named = written.length > 0 ? written : view.ofType(`aws_${attribute}`);
    return named.length === 0
      ? []
      : [[attribute, fill(attribute, known[attribute] ?? null, tree, named.map(idOf))] as const];
  });
  const id = idOf({ address, type, ...(resource === undefined ? {} : { after: known }) });
  return { ...Object.fromEntries(filled), id, arn: arnOf(id) };
}

/** Puts ids, or ARNs, where a value is known only after apply. */
function fill(name: string, known: Json, tree: Json, ids: readonly string[]): Json {
  const all = name.endsWith('arn') ? ids.map(arnOf) : ids;
  if (tree === true) {
    if (name === 'version') {
      return '1';
    }
    if (!/(?:id|arn|identifier|s)$/.test(name)) {
      return null;
    }
    return (/(?:identifier|s)$/.test(name) ? all : all[0]) ?? null;
  }
  if (isList(tree)) {
    const before = isList(known) ? known : [];
    return tree.map((item, index) =>
      item === true ? (all[index] ?? null) : fill(name, before[index] ?? null, item, ids),
    );
  }
  if (!isObject(tree)) {
    return known;
  }
  const before = isObject(known) ? known : {};
  const inner = Object.entries(tree).map(
    ([key, item]) => [key, fill(key, before[key] ?? null, item, ids)] as const,
  );
  return { ...before, ...Object.fromEntries(inner) };
}

/** A bucket is called by its name; what else has one of its own does not matter here. */
function idOf({ address, type, after }: Pick<Resource, 'address' | 'type' | 'after'>): string {
  const bucket = type === 'aws_s3_bucket' ? after?.['bucket'] : undefined;
  return typeof bucket === 'string' ? bucket : address.replace(/[^a-z_]+/g, '-');
}

function arnOf(id: string): string {
  return `arn:aws:made-up:eu-west-1:111111111111:${id}`;
}
