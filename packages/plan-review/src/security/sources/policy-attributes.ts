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

const identity = (
  type: string,
  holderAttribute: string,
  attribute = 'policy',
): PolicyAttribute => ({
  ...of(type, holderAttribute, attribute),
  kind: 'iam',
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
  aws_iam_role_policy: [identity('aws_iam_role', 'role')],
  aws_iam_user_policy: [identity('aws_iam_user', 'user')],
  aws_iam_group_policy: [identity('aws_iam_group', 'group')],
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
  aws_acmpca_policy: [of('aws_acmpca_certificate_authority', 'resource_arn')],
  aws_api_gateway_rest_api: [own('policy')],
  aws_api_gateway_rest_api_policy: [of('aws_api_gateway_rest_api', 'rest_api_id')],
  aws_cloudwatch_event_bus_policy: [of('aws_cloudwatch_event_bus', 'event_bus_name')],
  aws_cloudwatch_log_destination_policy: [
    of('aws_cloudwatch_log_destination', 'destination_name', 'access_policy'),
  ],
  aws_codeartifact_domain_permissions_policy: [
    of('aws_codeartifact_domain', 'domain', 'policy_document'),
  ],
  aws_codeartifact_repository_permissions_policy: [
    of('aws_codeartifact_repository', 'repository', 'policy_document'),
  ],
  aws_codebuild_resource_policy: [of('aws_codebuild_project', 'resource_arn')],
  aws_ecrpublic_repository_policy: [of('aws_ecrpublic_repository', 'repository_name')],
  aws_elasticsearch_domain: [own('access_policies')],
  aws_elasticsearch_domain_policy: [
    of('aws_elasticsearch_domain', 'domain_name', 'access_policies'),
  ],
  aws_glacier_vault: [{ ...own('access_policy'), mirrored: false }],
  aws_glue_resource_policy: [ofAccount('policy')],
  aws_iot_policy: [{ attribute: 'policy', kind: 'iam' }],
  aws_kinesis_resource_policy: [of('aws_kinesis_stream', 'resource_arn')],
  aws_kms_external_key: [{ ...own('policy'), absent: defaultKeyPolicy }],
  aws_kms_replica_key: [{ ...own('policy'), absent: defaultKeyPolicy }],
  aws_msk_cluster_policy: [of('aws_msk_cluster', 'cluster_arn')],
  aws_networkfirewall_resource_policy: [of('aws_networkfirewall_firewall_policy', 'resource_arn')],
  aws_oam_sink_policy: [of('aws_oam_sink', 'sink_identifier')],
  aws_opensearch_domain: [own('access_policies')],
  aws_opensearch_domain_policy: [of('aws_opensearch_domain', 'domain_name', 'access_policies')],
  aws_redshift_resource_policy: [of('aws_redshiftserverless_namespace', 'resource_arn')],
  aws_s3_access_point: [own('policy')],
  aws_s3control_access_point_policy: [of('aws_s3_access_point', 'access_point_arn')],
  aws_s3control_bucket_policy: [of('aws_s3control_bucket', 'bucket')],
  aws_s3tables_table_bucket_policy: [
    of('aws_s3tables_table_bucket', 'table_bucket_arn', 'resource_policy'),
  ],
  aws_s3tables_table_policy: [of('aws_s3tables_table', 'name', 'resource_policy')],
  aws_schemas_registry_policy: [of('aws_schemas_registry', 'registry_name')],
  aws_ses_identity_policy: [of('aws_ses_domain_identity', 'identity')],
  aws_sesv2_email_identity_policy: [of('aws_sesv2_email_identity', 'email_identity')],
  aws_ssoadmin_permission_set_inline_policy: [
    identity('aws_ssoadmin_permission_set', 'permission_set_arn', 'inline_policy'),
  ],
  aws_transfer_user: [{ attribute: 'policy', kind: 'iam' }],
  aws_vpclattice_auth_policy: [of('aws_vpclattice_service', 'resource_identifier')],
  aws_vpclattice_resource_policy: [of('aws_vpclattice_service', 'resource_arn')],
  aws_xray_resource_policy: [ofAccount('policy_document')],
};
