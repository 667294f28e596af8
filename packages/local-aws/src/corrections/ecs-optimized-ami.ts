import { AwsError, jsonBody, jsonResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { MotoClient } from '../moto/moto-client';

const PREFIX = '/aws/service/ecs/optimized-ami/';

/** https://bottlerocket.dev/en/os/latest/install/quickstart/aws/ecs/ */
const BOTTLEROCKET: Readonly<Record<string, string>> = {
  '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id': 'ami-0ec5b0771e0064c01',
  '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_version': '1.48.0-1a2b3c4d',
  '/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id': 'ami-0ec5b0771e0064c02',
  '/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_version': '1.48.0-1a2b3c4d',
};

/** AMIs are made up, but stable: each family and architecture has one id in every region. */
const IMAGES: Readonly<
  Record<string, { readonly id: string; readonly name: string; readonly os: string }>
> = {
  'amazon-linux-2023/recommended': {
    id: 'ami-0ec5a12023a64c001',
    name: 'al2023-ami-ecs-hvm-2023.0.20260901-kernel-6.1-x86_64',
    os: 'Amazon Linux 2023',
  },
  'amazon-linux-2023/arm64/recommended': {
    id: 'ami-0ec5a12023a64c002',
    name: 'al2023-ami-ecs-hvm-2023.0.20260901-kernel-6.1-arm64',
    os: 'Amazon Linux 2023',
  },
  'amazon-linux-2/recommended': {
    id: 'ami-0ec5a12000a64c003',
    name: 'amzn2-ami-ecs-hvm-2.0.20260601-x86_64-ebs',
    os: 'Amazon Linux 2',
  },
  'amazon-linux-2/arm64/recommended': {
    id: 'ami-0ec5a12000a64c004',
    name: 'amzn2-ami-ecs-hvm-2.0.20260601-arm64-ebs',
    os: 'Amazon Linux 2',
  },
};

/**
 * The public parameters that name the ECS-optimized AMIs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export function ecsOptimizedAmi(): Correction {
  return {
    name: 'ecs-optimized-ami',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html',
    service: 'ssm',
    actions: ['GetParameter', 'GetParameters'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      if (call.action === 'GetParameter') {
        const found = publicParameter(call.region, String(input['Name'] ?? ''));
        return found === undefined ? next(call) : jsonResponse({ Parameter: found });
      }
      const names = Array.isArray(input['Names']) ? input['Names'].map(String) : [];
      const ours = names.flatMap((name) => publicParameter(call.region, name) ?? []);
      if (ours.length === 0) {
        return next(call);
      }
      const rest = names.filter((name) => publicParameter(call.region, name) === undefined);
      const answer =
        rest.length === 0
          ? {}
          : jsonBody(
              await next({ ...call, body: Buffer.from(JSON.stringify({ ...input, Names: rest })) }),
            );
      return jsonResponse({
        Parameters: [...ours, ...((answer['Parameters'] ?? []) as unknown[])],
        InvalidParameters: answer['InvalidParameters'] ?? [],
      });
    },
  };
}

/** The AMI id of an image reference; `resolve:ssm:<parameter>` is looked up as EC2 does at launch. */
export async function resolveImage(
  moto: MotoClient,
  region: string,
  imageId: string,
): Promise<string> {
  const name = /^resolve:ssm:([^:]+)/.exec(imageId)?.[1];
  if (name === undefined) {
    return imageId;
  }
  const known = publicParameter(region, name);
  if (known !== undefined) {
    return known.Value;
  }
  const found = (await moto.json('ssm', region, 'GetParameter', { Name: name }))['Parameter'] as
    { Value?: string } | undefined;
  if (found?.Value === undefined) {
    throw new AwsError('InvalidParameterValue', `The parameter ${name} does not exist.`);
  }
  return found.Value;
}

function publicParameter(region: string, name: string): PublicParameter | undefined {
  const bottlerocket = BOTTLEROCKET[name];
  if (bottlerocket !== undefined) {
    return parameter(region, name, bottlerocket);
  }
  if (!name.startsWith(PREFIX)) {
    return undefined;
  }
  const path = name.slice(PREFIX.length);
  const image = IMAGES[path.replace(/\/(image_id|image_name)$/, '')];
  if (image === undefined) {
    return undefined;
  }
  const value = path.endsWith('/image_id')
    ? image.id
    : path.endsWith('/image_name')
      ? image.name
      : JSON.stringify({
          ecs_agent_version: '1.98.0',
          ecs_runtime_version: 'Docker version 25.0.8',
          image_id: image.id,
          image_name: image.name,
          image_version: image.name.split('-')[4] ?? '',
          os: image.os,
          schema_version: 1,
          source_image_name: image.name.replace('-ecs', ''),
        });
  return parameter(region, name, value);
}

function parameter(region: string, name: string, value: string): PublicParameter {
  return {
    ARN: `arn:aws:ssm:${region}::parameter${name}`,
    DataType: name.endsWith('/image_id') ? 'aws:ec2:image' : 'text',
    LastModifiedDate: 1788220800,
    Name: name,
    Type: 'String',
    Value: value,
    Version: 1,
  };
}

interface PublicParameter {
  readonly ARN: string;
  readonly DataType: string;
  readonly LastModifiedDate: number;
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly Version: number;
}
