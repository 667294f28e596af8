import * as v from 'valibot';
import { didYouMean } from './stage-files';

const wholeNumber = (minimum: number, maximum: number) => {
  const allowed = `a whole number from ${minimum} to ${maximum}`;
  return v.pipe(
    v.number(allowed),
    v.integer(allowed),
    v.minValue(minimum, allowed),
    v.maxValue(maximum, allowed),
  );
};

const text = (allowed: string, pattern: RegExp) =>
  v.pipe(v.string(allowed), v.regex(pattern, allowed));

const url = (allowed: string) => v.pipe(v.string(allowed), v.url(allowed));

const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  v.picklist(words, words.map((word) => `'${word}'`).join(' or '));

/** An object that takes these fields and no other. */
const fields = <Entries extends v.ObjectEntries>(entries: Entries) => {
  const names = Object.keys(entries);
  // Without a prototype, or a field named `constructor` would be known.
  const own = Object.assign(Object.create(null) as object, entries);
  return v.strictObject(own, ({ expected, path }) => {
    const name = String(path?.at(-1)?.key);
    if (expected === UNKNOWN) {
      return didYouMean(name, names) || ` Allowed: ${names.join(', ')}.`;
    }
    const missing = entries[name];
    return missing !== undefined && 'message' in missing && typeof missing.message === 'string'
      ? missing.message
      : `an object with ${names.join(', ')}`;
  });
};

/** What valibot expects where a field stands that does not exist. */
export const UNKNOWN = 'never';

const availabilityZone = text('an AZ such as us-east-1a', /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/);

/** The network the hosts live in: one made for the stage, or one that exists already. */
const network = v.variant(
  'kind',
  [
    fields({
      kind: v.literal('create'),
      /** Address range of the VPC; each AZ gets an equal part of it. */
      cidrBlock: text('an IPv4 range such as 10.0.0.0/16', /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/),
      /** AZs to spread the hosts over, one public subnet each. */
      availabilityZones: v.pipe(
        v.array(availabilityZone, 'at least one AZ'),
        v.minLength(1, 'at least one AZ'),
      ),
      /**
       * `private`: hosts in private subnets behind one NAT gateway, about $33 a month and its traffic. Only where a load
       * balancer lets the world in. Absent means `public`.
       */
      hostSubnets: v.optional(oneOf('public', 'private')),
    }),
    fields({
      kind: v.literal('adopt'),
      vpcId: text('a VPC id such as vpc-0abc', /^vpc-[0-9a-f]+$/),
      /** Public subnets of that VPC, in distinct AZs. */
      subnets: v.pipe(
        v.array(
          fields({
            subnetId: text('a subnet id such as subnet-0abc', /^subnet-[0-9a-f]+$/),
            availabilityZone,
          }),
          'at least one subnet',
        ),
        v.minLength(1, 'at least one subnet'),
      ),
    }),
  ],
  "'create' or 'adopt'",
);

const isPrivate = (given: v.InferOutput<typeof network>): boolean =>
  given.kind === 'create' && given.hostSubnets === 'private';

/** The EC2 hosts of the cluster. */
const hosts = fields({
  instanceType: text('an EC2 instance type such as t3.micro', /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/),
  instanceCount: wholeNumber(1, 5000),
  /** Amazon Linux 2 passed its end of life on 2026-06-30; it is here for those who must stay. */
  operatingSystem: oneOf('amazon-linux-2023', 'amazon-linux-2'),
  /**
   * `fixed`: always `instanceCount` hosts, and the EC2 launch type. `managed`: ECS adds hosts while tasks find no room,
   * up to twice as many, drains a host before it goes, and replaces all of them when the launch template changes.
   */
  capacityMode: oneOf('fixed', 'managed'),
  /** An existing container instance role, such as `ecsInstanceRole`; one is created when absent. */
  adoptRoleName: v.optional(text('an IAM role name', /^[\w+=,.@-]{1,64}$/)),
});

/** The task and how many of it run. */
const service = fields({
  desiredCount: wholeNumber(0, 5000),
  /** CPU units of the task; 1024 is one vCPU. */
  cpu: wholeNumber(128, 196608),
  memoryMiB: wholeNumber(6, 3_000_000),
  /** Soft limit of the container. */
  memoryReservationMiB: wholeNumber(6, 3_000_000),
  /** How long a deployment may take to settle before it is given up. */
  settleMinutes: wholeNumber(1, 120),
  /**
   * `host-port`: the world comes to `hostPort` of the hosts, which so have one task each. `load-balancer`: it comes to a
   * load balancer, and the hosts, on ports that ECS chooses, let in nobody else.
   */
  reachedBy: oneOf('host-port', 'load-balancer'),
  /** Port on the host that answers the world. The security group and the URL follow it. */
  hostPort: wholeNumber(1, 65535),
  /** Most tasks that AWS may run under load; it begins with `desiredCount`. Absent means always `desiredCount`. */
  maximumCount: v.optional(wholeNumber(1, 5000)),
});

/** Where the container image comes from. */
const image = fields({
  /** Name of the ECR repository. */
  repositoryName: text(
    'an ECR repository name such as my-app/server',
    /^(?=.{2,256}$)[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
  ),
  /**
   * `docker-provider`: Terraform builds and pushes. `local`: the deployment builds it on this machine,
   * where the local AWS finds it.
   */
  source: oneOf('docker-provider', 'local'),
  /**
   * How Terraform gets into the registry. `token` needs nothing, but leaves a token in the state that is
   * valid for 12 hours; `credential-helper` leaves nothing and needs docker-credential-ecr-login.
   */
  registryAuth: oneOf('token', 'credential-helper'),
  /** Base image of the Dockerfile; the Dockerfile's own default when absent. */
  baseImage: v.optional(text('an image reference such as node:22-slim', /^\S+$/)),
});

/** Everything that differs between two environments. */
const everyField = fields({
  stage: text('lower case letters, digits and hyphens', /^[a-z][a-z0-9-]*$/),
  accountId: text('the 12 digits of an AWS account', /^\d{12}$/),
  region: text('an AWS region such as us-east-1', /^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Prefix of every name, so that several people can share an account. */
  nickname: text('1 to 20 lower case letters, digits and hyphens', /^[a-z][a-z0-9-]{0,19}$/),
  network,
  hosts,
  service,
  image,
  /** Where Terraform keeps its state. */
  state: fields({
    bucket: text('an S3 bucket name', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    key: text('an S3 key', /^[^/].*$/),
  }),
  /** Address of a local AWS; absent means the real one. */
  endpoint: v.optional(url('a URL such as http://127.0.0.1:5566')),
  /** Whether a deployment asks before it changes anything. */
  approval: oneOf('none', 'ask'),
  /**
   * Whether a destroy deletes the images with the repository. AWS refuses to delete one that holds images, and
   * Terraform goes by the value of the last deployment: to change your mind, deploy before you destroy.
   */
  deleteImagesOnDestroy: v.boolean('true or false'),
  tags: v.record(v.string(), v.string('a text'), 'an object of texts'),
});

export const stageSchema = v.pipe(
  everyField,
  v.forward(
    v.check(
      ({ network, service }) => !isPrivate(network) || service.reachedBy === 'load-balancer',
      "'public', or 'private' where service.reachedBy is 'load-balancer': nobody comes to a private host",
    ),
    ['network', 'hostSubnets'],
  ),
);

/** A stage whose every value has been checked. */
export type StageConfig = v.InferOutput<typeof stageSchema>;

/** The variables of a shell, as a stage's file may read them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What may be left out, or come from a variable that is not set: `defaults.ts` has it then. */
type Some<Values> = Values extends { readonly kind: 'adopt' }
  ? Values
  : { readonly [Field in keyof Values]?: Values[Field] | undefined };

/**
 * What the file of a stage says: all that differs from `defaults.ts`, field by field. A field that does not exist, and a
 * value of another type, do not compile. The name of the stage is the name of the file.
 */
export interface StageValues extends Some<
  Pick<
    StageConfig,
    'region' | 'nickname' | 'endpoint' | 'approval' | 'deleteImagesOnDestroy' | 'tags'
  >
> {
  /** The one that has no default: the wrong account is the costliest mistake. */
  readonly accountId: string | undefined;
  readonly network?: Some<StageConfig['network']>;
  readonly hosts?: Some<StageConfig['hosts']>;
  readonly service?: Some<StageConfig['service']>;
  readonly image?: Some<StageConfig['image']>;
  readonly state?: Some<StageConfig['state']>;
}
