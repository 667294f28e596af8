import { rowOf } from '../plan/row-of';
import type { Outcome } from './row';

/** What is known of types of actions that do alike. */
export interface ActionRow {
  /** Types of Terraform, separated by spaces. */
  readonly types: string;
  /** Page of the provider that says so. */
  readonly source: string;
  /** Each in the rest of a sentence that begins with "action.aws_ec2_stop_instance.a runs:". */
  readonly does: Outcome;
}

const awsActions = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/actions';
const azureActions =
  'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/actions';
const localActions = 'https://registry.terraform.io/providers/hashicorp/local/latest/docs/actions';

/** Actions that providers offer; of those that run a program of somebody, only its author knows what it does. */
export const actionRows: readonly ActionRow[] = [
  {
    types: 'aws_s3_empty_bucket',
    source: `${awsActions}/s3_empty_bucket`,
    does: { loses: 'objects of the bucket are deleted, with all their versions' },
  },
  {
    types: 'aws_vpc_delete_default_vpc',
    source: `${awsActions}/vpc_delete_default_vpc`,
    does: {
      stops:
        'the default VPC of the region is deleted, with its subnets, gateways and security groups; what runs in it is cut off',
    },
  },
  {
    types: 'aws_ec2_stop_instance',
    source: `${awsActions}/ec2_stop_instance`,
    does: {
      stops: 'the machine is stopped; what lies on instance stores goes, and nothing starts it',
    },
  },
  {
    types: 'aws_rds_cluster_instance_reboot',
    source: `${awsActions}/rds_cluster_instance_reboot`,
    does: { stops: 'the database instance restarts; its connections are cut' },
  },
  {
    types: 'aws_odb_reboot_db_node aws_odb_stop_db_node',
    source: `${awsActions}/odb_stop_db_node`,
    does: { stops: 'the database node stops or restarts; its connections are cut' },
  },
  {
    types: 'aws_odb_start_db_node',
    source: `${awsActions}/odb_start_db_node`,
    does: { look: 'the database node is started' },
  },
  {
    types: 'aws_elasticache_apply_service_update',
    source: `${awsActions}/elasticache_apply_service_update`,
    does: { mayStop: 'nodes of the cache are updated and may be replaced; connections are cut' },
  },
  {
    types: 'aws_lambda_invoke',
    source: `${awsActions}/lambda_invoke`,
    does: { notKnown: 'the function is called, and only its code says what it does' },
  },
  {
    types: 'aws_sfn_start_execution',
    source: `${awsActions}/sfn_start_execution`,
    does: { notKnown: 'the state machine runs, and only its definition says what it does' },
  },
  {
    types: 'aws_codebuild_start_build',
    source: `${awsActions}/codebuild_start_build`,
    does: { notKnown: 'the build runs, and only its commands say what it does' },
  },
  {
    types: 'aws_ssm_send_command',
    source: `${awsActions}/ssm_send_command`,
    does: { notKnown: 'commands run on machines, and only their document says what they do' },
  },
  {
    types: 'aws_rdsdata_query aws_athena_execute_query',
    source: `${awsActions}/rdsdata_query`,
    does: { notKnown: 'a query runs, which may change or delete what it reaches' },
  },
  {
    types: 'aws_events_put_events aws_sns_publish',
    source: `${awsActions}/sns_publish`,
    does: { notKnown: 'a message goes out, and only who gets it knows what follows' },
  },
  {
    types: 'aws_ses_send_email',
    source: `${awsActions}/ses_send_email`,
    does: { look: 'a mail is sent' },
  },
  {
    types: 'aws_cloudfront_create_invalidation',
    source: `${awsActions}/cloudfront_create_invalidation`,
    does: { look: 'what the edge holds is fetched from its origin again' },
  },
  {
    types: 'aws_dynamodb_create_backup',
    source: `${awsActions}/dynamodb_create_backup`,
    does: { fine: 'the table is backed up' },
  },
  {
    types: 'aws_transcribe_start_transcription_job aws_dms_start_replication_task_assessment_run',
    source: `${awsActions}/transcribe_start_transcription_job`,
    does: { fine: 'a job reads what is there and writes its result beside it' },
  },
  {
    types: 'aws_bedrockagent_agent_prepare',
    source: `${awsActions}/bedrockagent_agent_prepare`,
    does: { look: 'the working draft of the agent becomes what answers' },
  },
  {
    types: 'aws_ssoadmin_rename_application',
    source: `${awsActions}/ssoadmin_rename_application`,
    does: { look: 'the application gets another name' },
  },
  {
    types: 'azurerm_virtual_machine_power',
    source: `${azureActions}/virtual_machine_power`,
    does: { stops: 'the machine is stopped or restarted, unless it is only switched on' },
  },
  {
    types: 'azurerm_managed_redis_databases_flush azurerm_managed_redis_flush_databases',
    source: `${azureActions}/managed_redis_databases_flush`,
    does: { loses: 'every key of the databases is deleted' },
  },
  {
    types:
      'azurerm_data_protection_resource_guard_unlock_delete azurerm_resource_guard_unlock_delete',
    source: `${azureActions}/data_protection_resource_guard_unlock_delete`,
    does: { mayLose: 'what keeps a backup from being deleted is taken off' },
  },
  {
    types: 'azurerm_data_protection_backup_instance_protect',
    source: `${azureActions}/data_protection_backup_instance_protect`,
    does: { mayLose: 'the protection of a backup is stopped, suspended or resumed' },
  },
  {
    types: 'azurerm_mssql_execute_job',
    source: `${azureActions}/mssql_execute_job`,
    does: { notKnown: 'the job runs, and only its steps say what it does' },
  },
  {
    types: 'azurerm_web_app_set_slot_distribution',
    source: `${azureActions}/web_app_set_slot_distribution`,
    does: { mayStop: 'requests go to other slots of the app' },
  },
  {
    types: 'azurerm_front_door_cache_purge azurerm_cdn_front_door_cache_purge',
    source: `${azureActions}/front_door_cache_purge`,
    does: { look: 'what the edge holds is fetched from its origin again' },
  },
  {
    types: 'azurerm_netapp_volume_bucket_credentials',
    source: `${azureActions}/netapp_volume_bucket_credentials`,
    does: { mayStop: 'the bucket gets another key, and the one in use is no longer accepted' },
  },
  {
    types: 'local_command',
    source: `${localActions}/command`,
    does: { notKnown: 'a command runs on the machine that applies' },
  },
];

const byType = new Map(
  actionRows.flatMap((row) => row.types.split(' ').map((type) => [type, row] as const)),
);

/** What is known of an action. @returns `undefined` where nothing is: then nothing good may be said of it */
export function actionKnowledgeOf(type: string): ActionRow | undefined {
  return byType.get(type);
}

/**
 * Data sources that do more than to read: whoever plans has run them, unless they wait for something that changes, and then
 * they run in the apply.
 */
const readings: Readonly<Record<string, Outcome>> = {
  aws_lambda_invocation: {
    notKnown: 'the function is called, and only its code says what it does',
  },
  external: { notKnown: 'a program runs on the machine that applies' },
  http: { notKnown: 'a request goes out, and only who gets it knows what follows' },
  local_command: { notKnown: 'a command runs on the machine that applies' },
};

/** What a data source does when it is read. @returns `undefined` where it only reads, as nearly all of them do */
export function readingKnowledgeOf(type: string): Outcome | undefined {
  return rowOf(readings, type);
}
