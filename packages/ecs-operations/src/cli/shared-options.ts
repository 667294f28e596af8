import type { CommandSpec, OptionSpec, OptionTable } from './command';

/** Which services, and where they are: every command takes these. */
const where: OptionTable = {
  cluster: { type: 'text', value: 'NAME', describes: 'the services of this cluster (name or ARN)' },
  state: {
    type: 'text',
    value: 'FILE',
    describes:
      "the services of a Terraform state, with their clusters and regions; '-' is standard input",
  },
  service: {
    type: 'list',
    value: 'NAME',
    describes: 'only this one; may be repeated. Default: all',
  },
  region: {
    type: 'text',
    value: 'REGION',
    describes: "of the cluster. Default: AWS_REGION, or the profile's; a state names its own",
  },
  profile: { type: 'text', value: 'NAME', describes: 'a profile of the AWS configuration' },
  endpoint: {
    type: 'text',
    value: 'URL',
    describes: 'another endpoint than that of AWS. Default: AWS_ENDPOINT_URL',
  },
};

const { state, region, profile, endpoint } = where;

/** Which one-off task, and where it is. */
const whichTask: OptionTable = {
  request: {
    type: 'text',
    value: 'JSON',
    describes: 'the input of RunTask, with the ARN of the cluster; an apply gives it',
  },
  state: {
    ...(state as OptionSpec),
    describes: "the one-off tasks of a Terraform state; '-' is standard input",
  },
  task: {
    type: 'list',
    value: 'NAME',
    describes: 'its taskName, or its address in the state. Default: the only one',
  },
  region: region as OptionSpec,
  profile: profile as OptionSpec,
  endpoint: endpoint as OptionSpec,
};

const how: OptionTable = {
  json: { type: 'flag', describes: 'JSON on standard output, for programs' },
};

const yes: OptionTable = {
  yes: { type: 'flag', describes: 'do it without asking; needed where no terminal can ask' },
};

/** Every option of a command: its own, then those that all have. */
export function optionsOf(command: CommandSpec): OptionTable {
  return { ...command.options, ...(command.changes ? yes : {}), ...placeOf(command), ...how };
}

/** Those that say where to look, which an Nx executor takes from the stage instead. */
export const placeOptions: readonly string[] = Object.keys({ ...where, ...whichTask }).filter(
  (name) => name !== 'service' && name !== 'task',
);

function placeOf({ on }: CommandSpec): OptionTable {
  return on === 'one-off tasks' ? whichTask : where;
}
