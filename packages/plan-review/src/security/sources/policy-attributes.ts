import type { AccessChange } from '../../model';
import type { Statement } from '../policy-document';

/** An attribute of a resource type that holds a policy. */
export interface PolicyAttribute {
  readonly attribute: string;
  readonly kind: AccessChange['kind'];
  /** What the policy belongs to, when it is another resource. @default - the resource itself */
  readonly holder?: { readonly attribute: string; readonly type: string };
  /** True when the policy guards something of the account, which stays when the policy goes. @default false */
  readonly ofAccount?: boolean;
  /**
   * True when the provider also fills the attribute with what AWS says, so that it counts only where the author gave it.
   * @default false
   */
  readonly mirrored?: boolean;
  /** What AWS applies while there is no policy. @default - nothing is allowed */
  readonly absent?: readonly Statement[];
}

const everyone = { negated: false, values: [{ type: '*', id: '*' }] };
const everything = { negated: false, values: ['*'] };

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const fullAccess: readonly Statement[] = [
  {
    effect: 'Allow',
    principals: everyone,
    actions: everything,
    resources: everything,
    conditions: [],
    variables: false,
  },
];

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const defaultKeyPolicy: readonly Statement[] = [
  {
    effect: 'Allow',
    principals: { negated: false, values: [{ type: 'AWS', id: '(the account of the key)' }] },
    actions: { negated: false, values: ['kms:*'] },
    resources: everything,
    conditions: [],
    variables: false,
  },
];

const own = (attribute: string): PolicyAttribute => ({
  attribute,
  kind: 'resource-policy',
  mirrored: true,
});

const ofAccount = (attribute: string): PolicyAttribute => ({
  attribute,
  kind: 'resource-policy',
  ofAccount: true,
});

const of = (type: string, holderAttribute: string, attribute = 'policy'): PolicyAttribute => ({
  attribute,
  kind: 'resource-policy',
  holder: { attribute: holderAttribute, type },
});

/** Where the AWS provider keeps policies, by resource type. */
export const policyAttributes: Readonly<Record<string, readonly PolicyAttribute[]>> = {
  aws_iam_role: [{ attribute: 'assume_role_policy', kind: 'trust' }],
  aws_iam_policy: [{ attribute: 'policy', kind: 'iam' }],
  aws_iam_role_policy: [{ ...of('aws_iam_role', 'role'), kind: 'iam' }],
  aws_iam_user_policy: [{ ...of('aws_iam_user', 'user'), kind: 'iam' }],
  aws_iam_group_policy: [{ ...of('aws_iam_group', 'group'), kind: 'iam' }],
  aws_ecr_repository_policy: [of('aws_ecr_repository', 'repository')],
  aws_ecr_registry_policy: [ofAccount('policy')],
  aws_s3_bucket: [own('policy')],
  aws_s3_bucket_policy: [of('aws_s3_bucket', 'bucket')],
  aws_kms_key: [{ ...own('policy'), absent: defaultKeyPolicy }],
  aws_kms_key_policy: [{ ...of('aws_kms_key', 'key_id'), absent: defaultKeyPolicy }],
  aws_sns_topic: [own('policy')],
  aws_sns_topic_policy: [of('aws_sns_topic', 'arn')],
  aws_sqs_queue: [own('policy')],
  aws_sqs_queue_policy: [of('aws_sqs_queue', 'queue_url')],
  aws_secretsmanager_secret: [own('policy')],
  aws_secretsmanager_secret_policy: [of('aws_secretsmanager_secret', 'secret_arn')],
  aws_cloudwatch_log_resource_policy: [ofAccount('policy_document')],
  aws_vpc_endpoint: [own('policy')],
  aws_vpc_endpoint_policy: [{ ...of('aws_vpc_endpoint', 'vpc_endpoint_id'), absent: fullAccess }],
  aws_efs_file_system_policy: [
    { ...of('aws_efs_file_system', 'file_system_id'), absent: fullAccess },
  ],
  aws_dynamodb_resource_policy: [of('aws_dynamodb_table', 'resource_arn')],
  aws_backup_vault_policy: [of('aws_backup_vault', 'backup_vault_name')],
};
