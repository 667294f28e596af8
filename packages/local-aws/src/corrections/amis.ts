/** A public AMI of Amazon. They are made up, but stable: each has one id in every region. */
export interface PublicAmi {
  readonly id: string;
  readonly name: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly os: string;
  /** The account that publishes it. */
  readonly owner: string;
  /** @default '/dev/xvda' */
  readonly rootDevice?: string;
  readonly sizeGiB: number;
  /** The public parameters of Systems Manager that name it: the id, and for ECS a path with more about it. */
  readonly parameters: readonly string[];
}

const ECS_OWNER = '591542846629';
const LINUX_OWNER = '137112412989';
const BOTTLEROCKET_OWNER = '092701018921';
const ECS = '/aws/service/ecs/optimized-ami/';
const LINUX = '/aws/service/ami-amazon-linux-latest/';
const BOTTLEROCKET = '/aws/service/bottlerocket/';

const al2023 = { os: 'Amazon Linux 2023', owner: ECS_OWNER, sizeGiB: 30 };
const al2 = { os: 'Amazon Linux 2', owner: ECS_OWNER, sizeGiB: 30 };
const rocket = { os: 'Bottlerocket', owner: BOTTLEROCKET_OWNER, sizeGiB: 2 };
const plain2023 = { os: 'Amazon Linux 2023', owner: LINUX_OWNER, sizeGiB: 8 };
const plain2 = { os: 'Amazon Linux 2', owner: LINUX_OWNER, sizeGiB: 8 };
const x86 = { architecture: 'x86_64' as const };
const arm = { architecture: 'arm64' as const };

/**
 * ECS-optimized and plain Amazon Linux, and Bottlerocket.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 * https://bottlerocket.dev/en/os/latest/install/quickstart/aws/ecs/
 */
export const AMIS: readonly PublicAmi[] = [
  {
    ...{ ...al2023, ...x86, id: 'ami-0ec5a12023a64c001' },
    name: 'al2023-ami-ecs-hvm-2023.0.20260901-kernel-6.1-x86_64',
    parameters: [`${ECS}amazon-linux-2023/recommended`],
  },
  {
    ...{ ...al2023, ...arm, id: 'ami-0ec5a12023a64c002' },
    name: 'al2023-ami-ecs-hvm-2023.0.20260901-kernel-6.1-arm64',
    parameters: [`${ECS}amazon-linux-2023/arm64/recommended`],
  },
  {
    ...{ ...al2023, ...x86, id: 'ami-0ec5a12023a64c005' },
    name: 'al2023-ami-ecs-gpu-hvm-2023.0.20260901-kernel-6.1-x86_64-ebs',
    parameters: [`${ECS}amazon-linux-2023/gpu/recommended`],
  },
  {
    ...{ ...al2, ...x86, id: 'ami-0ec5a12000a64c003' },
    name: 'amzn2-ami-ecs-hvm-2.0.20260601-x86_64-ebs',
    parameters: [`${ECS}amazon-linux-2/recommended`],
  },
  {
    ...{ ...al2, ...arm, id: 'ami-0ec5a12000a64c004' },
    name: 'amzn2-ami-ecs-hvm-2.0.20260601-arm64-ebs',
    parameters: [`${ECS}amazon-linux-2/arm64/recommended`],
  },
  {
    ...{ ...al2, ...x86, id: 'ami-0ec5a12000a64c006' },
    name: 'amzn2-ami-ecs-gpu-hvm-2.0.20260601-x86_64-ebs',
    parameters: [`${ECS}amazon-linux-2/gpu/recommended`],
  },
  {
    ...{ ...rocket, ...x86, id: 'ami-0ec5b0771e0064c01' },
    name: 'bottlerocket-aws-ecs-2-x86_64-v1.48.0-1a2b3c4d',
    parameters: [`${BOTTLEROCKET}aws-ecs-2/x86_64/latest/image_id`],
  },
  {
    ...{ ...rocket, ...arm, id: 'ami-0ec5b0771e0064c02' },
    name: 'bottlerocket-aws-ecs-2-aarch64-v1.48.0-1a2b3c4d',
    parameters: [`${BOTTLEROCKET}aws-ecs-2/arm64/latest/image_id`],
  },
  {
    ...{ ...plain2023, ...x86, id: 'ami-0a12023b1a1de64c1' },
    name: 'al2023-ami-2023.8.20260901.0-kernel-6.1-x86_64',
    parameters: [
      `${LINUX}al2023-ami-kernel-default-x86_64`,
      `${LINUX}al2023-ami-kernel-6.1-x86_64`,
    ],
  },
  {
    ...{ ...plain2023, ...arm, id: 'ami-0a12023b1a1de64c2' },
    name: 'al2023-ami-2023.8.20260901.0-kernel-6.1-arm64',
    parameters: [`${LINUX}al2023-ami-kernel-default-arm64`, `${LINUX}al2023-ami-kernel-6.1-arm64`],
  },
  {
    ...{ ...plain2, ...x86, id: 'ami-0a12000b1a1de64c3' },
    name: 'amzn2-ami-hvm-2.0.20260601.0-x86_64-gp2',
    parameters: [`${LINUX}amzn2-ami-hvm-x86_64-gp2`],
  },
  {
    ...{ ...plain2, ...x86, id: 'ami-0a12000b1a1de64c6' },
    name: 'amzn2-ami-hvm-2.0.20260601.0-x86_64-ebs',
    parameters: [`${LINUX}amzn2-ami-hvm-x86_64-ebs`],
  },
  {
    ...{ ...plain2, ...x86, id: 'ami-0a12000b1a1de64c5' },
    name: 'amzn2-ami-kernel-5.10-hvm-2.0.20260601.0-x86_64-gp2',
    parameters: kernels('x86_64-gp2'),
  },
  {
    ...{ ...plain2, ...x86, id: 'ami-0a12000b1a1de64c7' },
    name: 'amzn2-ami-kernel-5.10-hvm-2.0.20260601.0-x86_64-ebs',
    parameters: kernels('x86_64-ebs'),
  },
  {
    ...{ ...plain2, ...arm, id: 'ami-0a12000b1a1de64c4' },
    name: 'amzn2-ami-hvm-2.0.20260601.0-arm64-gp2',
    parameters: [`${LINUX}amzn2-ami-hvm-arm64-gp2`],
  },
  {
    ...{ ...plain2, ...arm, id: 'ami-0a12000b1a1de64c8' },
    name: 'amzn2-ami-kernel-5.10-hvm-2.0.20260601.0-arm64-gp2',
    parameters: kernels('arm64-gp2'),
  },
];

/** A kernel of Amazon Linux 2 by its version, and as the one that is recommended. */
function kernels(rest: string): readonly string[] {
  return ['5.10', 'default'].map((version) => `${LINUX}amzn2-ami-kernel-${version}-hvm-${rest}`);
}

/** Where an ECS-optimized AMI has parameters with more than its id. */
export function isEcsPath(parameter: string): boolean {
  return parameter.startsWith(ECS);
}
