import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../failure';
import type { StateLocation } from '../hooks';
import type { StackFile } from './stack-file';
import type { Terraform } from './terraform';
import { localStateStore } from '../state/local-state-store';
import { s3StateStore } from '../state/s3-state-store';
import type { StateStore } from '../state/state-store';
import { terraformStateStore } from './terraform-state-store';

type Config = Readonly<Record<string, unknown>>;

/** Ways of the S3 backend to credentials and keys that the SDK is not given here: Terraform reads such a state itself. */
const TERRAFORM_ONLY = [
  'assume_role',
  'assume_role_with_web_identity',
  'role_arn',
  'sse_customer_key',
  'profile',
  'shared_config_files',
  'shared_credentials_file',
  'shared_credentials_files',
];

/**
 * Where the state of a stack lies.
 *
 * @throws Failure for a backend whose plans are not made here, for a workspace, which would be another, empty state of
 * the same stack, and where stage and stack name different places
 */
export function findStateStore(options: {
  readonly stack: StackFile;
  readonly terraform: Terraform;
  /** What the stage says of the S3 backend. */
  readonly location?: StateLocation;
  readonly region: string;
  /** The account of the stage. A bucket that is looked after must be its own. @default - whosever it is */
  readonly accountId?: string;
}): StateStore {
  const { stack, terraform, location, region, accountId } = options;
  const { type, config } = stack.backend;
  refuseRemoteRuns(type);
  refuseWorkspace(terraform);
  if (type === 's3') {
    refuseOtherPlace(config, location);
    const place = s3Place(config, region);
    return place === undefined || TERRAFORM_ONLY.some((name) => config[name] !== undefined)
      ? terraformStateStore(terraform, type)
      : s3StateStore({ ...place, ...(location === undefined ? {} : { owner: accountId }) });
  }
  if (type === 'local') {
    return localStateStore(
      resolve(terraform.directory, textOf(config['path']) ?? 'terraform.tfstate'),
    );
  }
  return terraformStateStore(terraform, type);
}

/** HCP Terraform runs plans on its own machines: there is no plan here to review and to apply as it was shown. */
function refuseRemoteRuns(type: string): void {
  if (type !== 'cloud' && type !== 'remote') {
    return;
  }
  throw new Failure(
    `backend: '${type}' keeps the state in HCP Terraform or Terraform Enterprise, which plans and applies on its own ` +
      'machines; these targets apply exactly the plan that they made and showed here. Nothing was looked at and ' +
      "nothing was changed. Allowed: 's3', 'local' and every other backend that only keeps the state. Fix: use terraform or the " +
      'web page for this stack, or move its state (terraform state pull, then terraform state push).',
  );
}

function refuseWorkspace({ environment, directory }: Terraform): void {
  const selected = join(directory, '.terraform', 'environment');
  const [from, workspace] = environment['TF_WORKSPACE']
    ? ['TF_WORKSPACE', environment['TF_WORKSPACE']]
    : [selected, existsSync(selected) ? readFileSync(selected, 'utf8').trim() : ''];
  if (workspace === '' || workspace === 'default') {
    return;
  }
  throw new Failure(
    `workspace: ${from} selects '${workspace}', and that is another state of the same stack than the one of this ` +
      'stage. Nothing was looked at and nothing was changed. Allowed: default. Fix: ' +
      `${from === 'TF_WORKSPACE' ? 'unset TF_WORKSPACE' : 'remove that file'}, and make a stage of each workspace.`,
  );
}

/** The bucket that is looked after must be the one that Terraform uses. */
function refuseOtherPlace(config: Config, location: StateLocation | undefined): void {
  if (location === undefined) {
    return;
  }
  const { bucket, key } = config;
  if (bucket === location.bucket && key === location.key) {
    return;
  }
  throw new Failure(
    `state: the stage says s3://${location.bucket}/${location.key}, but the stack's backend is ` +
      `s3://${String(bucket)}/${String(key)}. Nothing was changed. Fix: give both the same bucket and key.`,
  );
}

function s3Place(
  config: Config,
  stageRegion: string,
): Parameters<typeof s3StateStore>[0] | undefined {
  const [bucket, key] = [textOf(config['bucket']), textOf(config['key'])];
  if (bucket === undefined || key === undefined) {
    return undefined;
  }
  const endpoints = config['endpoints'] as Config | undefined;
  const endpoint = textOf(endpoints?.['s3']) ?? textOf(config['endpoint']);
  const [accessKeyId, secretAccessKey] = [
    textOf(config['access_key']),
    textOf(config['secret_key']),
  ];
  return {
    bucket,
    key,
    region: textOf(config['region']) ?? stageRegion,
    lockFile: config['use_lockfile'] === true,
    endpoint,
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
