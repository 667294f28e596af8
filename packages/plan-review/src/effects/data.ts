import type { Effect, ReviewedChange } from '../model';
import { effect, numberOf, touches, type Rule } from './context';
import { rowOf } from '../plan/row-of';

/** AWS resources that hold what nobody can make again, and what is lost with each. */
const holdings: Readonly<Record<string, string>> = {
  aws_backup_vault: 'its recovery points are lost',
  aws_cloudwatch_log_group: 'its logs are lost',
  aws_codecommit_repository: 'its commits are lost',
  aws_cognito_user_pool: 'its users are lost',
  aws_db_cluster_snapshot: 'the snapshot is lost',
  aws_db_instance: 'its databases are lost',
  aws_db_snapshot: 'the snapshot is lost',
  aws_docdb_cluster: 'its databases are lost',
  aws_docdb_cluster_instance: 'its copy of the data is lost',
  aws_dynamodb_table: 'its items are lost',
  aws_dynamodb_table_item: 'the item is lost',
  aws_ebs_snapshot: 'the snapshot is lost',
  aws_ebs_volume: 'the volume is lost',
  aws_ecr_repository: 'its images are lost',
  aws_ecrpublic_repository: 'its images are lost',
  aws_efs_file_system: 'its files are lost',
  aws_elasticache_cluster: 'what it caches is lost',
  aws_elasticache_replication_group: 'what it caches is lost',
  aws_elasticsearch_domain: 'its indexes are lost',
  aws_fsx_lustre_file_system: 'its files are lost',
  aws_fsx_ontap_file_system: 'its files are lost',
  aws_fsx_openzfs_file_system: 'its files are lost',
  aws_fsx_windows_file_system: 'its files are lost',
  aws_glacier_vault: 'its archives are lost',
  aws_keyspaces_table: 'its rows are lost',
  aws_kinesis_stream: 'records not yet read are lost',
  aws_kms_key: 'nobody can read what it encrypted any more',
  aws_memorydb_cluster: 'its data is lost',
  aws_mq_broker: 'messages not yet read are lost',
  aws_msk_cluster: 'its topics are lost',
  aws_neptune_cluster: 'its graphs are lost',
  aws_opensearch_domain: 'its indexes are lost',
  aws_qldb_ledger: 'its journal is lost',
  aws_rds_cluster: 'its databases are lost',
  aws_redshift_cluster: 'its databases are lost',
  aws_route53_zone: 'its records and its name servers are lost',
  aws_s3_bucket: 'its objects are lost',
  aws_s3_object: 'the object is lost',
  aws_secretsmanager_secret: 'the secret and its versions are lost',
  aws_sqs_queue: 'messages not yet read are lost',
  aws_ssm_parameter: 'the parameter and its history are lost',
  aws_timestreamwrite_table: 'its records are lost',
};

/** Holdings that nothing asks while it runs: without them nothing stops. */
const archives: ReadonlySet<string> = new Set([
  ...['aws_backup_vault', 'aws_cloudwatch_log_group', 'aws_codecommit_repository'],
  ...['aws_db_cluster_snapshot', 'aws_db_snapshot', 'aws_ebs_snapshot', 'aws_glacier_vault'],
]);

/** Holdings that are asked now and then: what asks for them after that fails. */
const askedForAtTimes: ReadonlySet<string> = new Set([
  ...['aws_docdb_cluster_instance', 'aws_dynamodb_table_item', 'aws_ecr_repository'],
  ...['aws_ecrpublic_repository', 'aws_elasticache_cluster', 'aws_elasticache_replication_group'],
  ...['aws_s3_object', 'aws_secretsmanager_secret', 'aws_ssm_parameter'],
]);

/** Whether a resource of the type holds data. */
export function holdsData(type: string): boolean {
  return Object.hasOwn(holdings, type);
}

/** What is lost when something that holds data goes. */
export const dataRule: Rule = (subject) => {
  const { change, before } = subject;
  const holding = rowOf(holdings, change.type);
  if (holding === undefined) {
    return [];
  }
  if (change.action === 'update') {
    return retention(subject);
  }
  if (
    (change.action !== 'destroy' && change.action !== 'replace') ||
    change.replaceOrder === 'create-and-forget'
  ) {
    return [];
  }
  if (before['skip_destroy'] === true) {
    return effect(
      'attention',
      `it stays in the account, no longer managed, because skip_destroy is set`,
    );
  }
  return [...effect('data-loss', `${holding}${safeguard(change.type, before)}`), ...outage(change)];
};

/** What is destroyed serves nobody; what is replaced serves nobody until the new one is there, and then without the data. */
function outage({ type, action, replaceOrder }: ReviewedChange): readonly Effect[] {
  if (archives.has(type)) return [];
  if (askedForAtTimes.has(type)) {
    return effect('downtime-possible', 'what asks for it from then on fails');
  }
  return action === 'replace' && replaceOrder === 'create-first'
    ? effect('downtime-possible', 'what uses it finds another one, without the data')
    : effect('downtime', 'what uses it fails from then on');
}

function safeguard(type: string, before: Readonly<Record<string, unknown>>): string {
  if (type === 'aws_ecr_repository' && before['force_delete'] !== true) {
    return '; AWS refuses while there are any, because force_delete is not set';
  }
  if (type === 'aws_s3_bucket' && before['force_destroy'] !== true) {
    return '; AWS refuses while there are any, because force_destroy is not set';
  }
  if (before['deletion_protection'] === true || before['deletion_protection_enabled'] === true) {
    return '; AWS refuses, because deletion protection is on';
  }
  if (before['skip_final_snapshot'] === false) {
    return '; a final snapshot is taken before';
  }
  const window = before['deletion_window_in_days'] ?? before['recovery_window_in_days'];
  return typeof window === 'number' && window > 0 ? `, after ${window} days` : '';
}

/** 0 keeps logs for ever. */
const retention = (subject: Parameters<Rule>[0]): readonly Effect[] => {
  if (
    subject.change.type !== 'aws_cloudwatch_log_group' ||
    !touches(subject, 'retention_in_days')
  ) {
    return [];
  }
  const days = numberOf(subject.after['retention_in_days']) ?? 0;
  const was = numberOf(subject.before['retention_in_days']) ?? 0;
  return days > 0 && (was === 0 || days < was)
    ? effect('attention', `logs older than ${days} days are deleted`)
    : [];
};
