import { recogniseCall, type AwsCall } from './aws-call';

/** A call the data plane makes itself, as a signed-looking request moto can place. */
export function internalCall(
  service: string,
  region: string,
  action: string,
  parameters: Readonly<Record<string, unknown>>,
): AwsCall {
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20200101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const target = JSON_TARGETS[service];
  const host = { host: '127.0.0.1', authorization };
  const [headers, text] =
    target === undefined
      ? [
          { ...host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
          new URLSearchParams({
            Action: action,
            Version: QUERY_VERSIONS[service] ?? '',
            ...(parameters as Record<string, string>),
          }).toString(),
        ]
      : [
          {
            ...host,
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': `${target}.${action}`,
          },
          JSON.stringify(parameters),
        ];
  return recogniseCall('POST', '/', headers, Buffer.from(text));
}

const JSON_TARGETS: Readonly<Record<string, string>> = {
  ecs: 'AmazonEC2ContainerServiceV20141113',
  ecr: 'AmazonEC2ContainerRegistry_V20150921',
  ssm: 'AmazonSSM',
  logs: 'Logs_20140328',
  secretsmanager: 'secretsmanager',
  sqs: 'AmazonSQS',
  'application-autoscaling': 'AnyScaleFrontendService',
};

const QUERY_VERSIONS: Readonly<Record<string, string>> = {
  ec2: '2016-11-15',
  elasticloadbalancing: '2015-12-01',
  autoscaling: '2011-01-01',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
};
