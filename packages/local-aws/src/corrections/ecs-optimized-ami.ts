import { AwsError, jsonBody, jsonResponse } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { MotoClient } from '../moto/moto-client';
import { AMIS, isEcsPath, type PublicAmi } from './amis';

/**
 * The public parameters that name AMIs.
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
  const whole = name.replace(/\/(image_id|image_name|image_version)$/, '');
  for (const ami of AMIS) {
    for (const own of ami.parameters) {
      if (own === name && !isEcsPath(own)) {
        return parameter(region, name, ami.id);
      }
      if (own === whole && isEcsPath(own)) {
        return parameter(region, name, ecsValue(ami, name));
      }
      if (own === `${whole}/image_id` && name.endsWith('/image_version')) {
        return parameter(region, name, ami.name.split('-v')[1] ?? '');
      }
    }
  }
  return undefined;
}

function ecsValue({ id, name, os }: PublicAmi, parameterName: string): string {
  if (parameterName.endsWith('/image_id')) {
    return id;
  }
  if (parameterName.endsWith('/image_name')) {
    return name;
  }
  return JSON.stringify({
    ecs_agent_version: '1.98.0',
    ecs_runtime_version: 'Docker version 25.0.8',
    image_id: id,
    image_name: name,
    image_version: name.split('-')[4] ?? '',
    os,
    schema_version: 1,
    source_image_name: name.replace('-ecs', ''),
  });
}

function parameter(region: string, name: string, value: string): PublicParameter {
  return {
    ARN: `arn:aws:ssm:${region}::parameter${name}`,
    DataType: value.startsWith('ami-') ? 'aws:ec2:image' : 'text',
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
