import { DescribeInstanceTypeOfferingsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { DescribeImagesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import { callProblem, errorName, inWords } from '../aws/aws-words';
import type { Check, Finding } from './preflight';

/** The calls that are made; a test gives its own. */
export interface StackClients {
  readonly ec2: Pick<EC2Client, 'send'>;
  /** A registry is in a region of its own. */
  ecr(region: string): Pick<ECRClient, 'send'>;
}

/** What a stack wants of its region, as far as it is written in it. */
export interface StackWishes {
  readonly instanceTypes: readonly string[];
  readonly availabilityZones: readonly string[];
  /** Images in ECR that the stack runs and does not make itself. */
  readonly images: readonly EcrImage[];
}

/** One image in ECR, by tag or digest. */
export interface EcrImage {
  readonly reference: string;
  readonly registryId: string;
  readonly region: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads from a parsed `cdk.tf.json` what is a literal there; what Terraform only knows later is left out. */
export function stackWishes(stack: unknown): StackWishes {
  const resources = fields(fields(stack)['resource']);
  const of = (type: string): readonly Fields[] =>
    Object.values(fields(resources[type])).map(fields);
  const overrides = of('aws_autoscaling_group').flatMap((group) => deep(group, 'instance_type'));
  const types = [...of('aws_launch_template'), ...of('aws_instance')].map(
    ({ instance_type: type }) => type,
  );
  const texts = of('aws_ecs_task_definition').flatMap(({ container_definitions: text }) =>
    imagesIn(text),
  );
  return {
    instanceTypes: literals([...types, ...overrides]),
    availabilityZones: literals(of('aws_subnet').map(({ availability_zone: zone }) => zone)),
    images: literals(texts).flatMap(parseEcrImage),
  };
}

/** Whether the zones of the stack offer its instance types, and whether its images are in ECR. */
export function stackChecks(wishes: StackWishes, clients: StackClients): readonly Check[] {
  const { instanceTypes, availabilityZones, images } = wishes;
  return [
    ...(instanceTypes.length > 0 && availabilityZones.length > 0
      ? [{ name: 'instance types', run: () => lookAtTypes(wishes, clients) }]
      : []),
    ...images.map((image) => ({ name: 'image', run: () => lookAtImage(image, clients) })),
  ];
}

async function lookAtTypes(
  { instanceTypes, availabilityZones }: StackWishes,
  { ec2 }: StackClients,
): Promise<Finding> {
  const offered = new Set<string>();
  let token: string | undefined;
  try {
    do {
      const page = await ec2.send(
        new DescribeInstanceTypeOfferingsCommand({
          LocationType: 'availability-zone',
          Filters: [{ Name: 'instance-type', Values: [...instanceTypes] }],
          NextToken: token,
        }),
      );
      for (const { InstanceType, Location } of page.InstanceTypeOfferings ?? []) {
        offered.add(`${InstanceType ?? ''} ${Location ?? ''}`);
      }
      token = page.NextToken;
    } while (token !== undefined);
  } catch (error) {
    return {
      kind: 'unknown',
      why: inWords(callProblem(error, 'EC2', 'ec2:DescribeInstanceTypeOfferings')),
    };
  }
  const missing = instanceTypes.flatMap((type) =>
    availabilityZones
      .filter((zone) => !offered.has(`${type} ${zone}`))
      .map((zone) => ({ type, zone })),
  );
  // Several types of which each zone has one are a choice, not a fault.
  const without = availabilityZones.filter((zone) =>
    instanceTypes.every((type) => !offered.has(`${type} ${zone}`)),
  );
  if (without.length === 0) {
    return {
      kind: 'good',
      words: `${availabilityZones.length} AZs that have ${instanceTypes.join(', ')}`,
    };
  }
  const has = [...offered].map((pair) => pair.split(' ')[1] ?? '').filter((zone) => zone !== '');
  return {
    kind: 'bad',
    problem: missing.map(({ type, zone }) => `${zone} has no ${type}`).join(', '),
    fix:
      has.length === 0
        ? 'choose another instance type; no zone of the stack has it'
        : `choose another instance type, or other zones: ${[...new Set(has)].sort().join(', ')} have it`,
  };
}

async function lookAtImage(image: EcrImage, clients: StackClients): Promise<Finding> {
  const { reference, registryId, region, repository, tag, digest } = image;
  const imageId = digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest };
  try {
    await clients
      .ecr(region)
      .send(
        new DescribeImagesCommand({ registryId, repositoryName: repository, imageIds: [imageId] }),
      );
    return { kind: 'good', words: `image ${repository}:${tag ?? digest ?? 'latest'}` };
  } catch (error) {
    if (/^(ImageNotFound|RepositoryNotFound)/.test(errorName(error))) {
      return {
        kind: 'bad',
        problem: `${reference} is not in ECR, and this stack does not push it`,
        fix: 'push it, or correct the image of the stage',
      };
    }
    return { kind: 'unknown', why: inWords(callProblem(error, 'ECR', 'ecr:DescribeImages on it')) };
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function parseEcrImage(reference: string): readonly EcrImage[] {
  const [, registryId = '', region = '', repository = '', tag, digest] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      reference,
    ) ?? [];
  return registryId === '' ? [] : [{ reference, registryId, region, repository, tag, digest }];
}

function imagesIn(text: unknown): readonly unknown[] {
  try {
    const containers: unknown = JSON.parse(String(text));
    return Array.isArray(containers)
      ? containers.map((container) => fields(container)['image'])
      : [];
  } catch {
    // Put together by Terraform: what it will say is not known here.
    return [];
  }
}

function deep(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => deep(item, key));
  }
  return Object.entries(fields(value)).flatMap(([name, inner]) =>
    name === key ? [inner] : deep(inner, key),
  );
}

function literals(values: readonly unknown[]): readonly string[] {
  const texts = values.filter(
    (value): value is string => typeof value === 'string' && value !== '' && !value.includes('${'),
  );
  return [...new Set(texts)];
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}
