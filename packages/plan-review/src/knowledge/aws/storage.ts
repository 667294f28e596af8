import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';
import { notAccelerated, requesterPays } from './bucket-rules';

/** Buckets, volumes and file systems. */
export const storage: readonly KnowledgeRow[] = [
  {
    types: 'aws_s3_bucket',
    source: `${awsProvider}/s3_bucket`,
    forcedBy: 'force_destroy',
    gone: { loses: 'its objects are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'lifecycle_rule.expiration.days<',
        unlimited: 0,
        loses: 'objects older than {to day} are deleted',
      },
      {
        when: 'lifecycle_rule.noncurrent_version_expiration.days<',
        unlimited: 0,
        loses: 'versions that were overwritten more than {to day} ago are deleted',
      },
      {
        when: 'versioning.enabled=false',
        loses: 'what is overwritten or deleted from then on cannot be had back',
      },
      { when: 'versioning', look: 'versioning changes' },
      {
        when: '-replication_configuration -replication_configuration.rules replication_configuration.rules.status=Disabled',
        mayLose: 'some objects are copied nowhere any more: {what}',
      },
      {
        when: 'replication_configuration.rules replication_configuration.role',
        look: 'objects are copied elsewhere or otherwise: {what}',
      },
      { when: 'lifecycle_rule', mayLose: 'other objects may be deleted by a lifecycle rule' },
      { when: '-website', stops: 'its website answers no more' },
      { when: 'website', mayStop: 'its website answers otherwise' },
      {
        when: 'server_side_encryption_configuration',
        mayStop: 'who may not use the other key cannot write',
      },
      { when: 'object_lock_configuration', mayLose: 'new objects are protected otherwise' },
      { when: 'cors_rule', mayStop: 'browsers may be refused' },
      { when: 'request_payer=Requester', mayStop: requesterPays },
      { when: 'acceleration_status=Suspended', mayStop: notAccelerated },
      { when: 'logging', look: 'who read what is written elsewhere, or nowhere' },
    ],
    access: 'acl grant policy',
    harmless: 'request_payer acceleration_status',
  },
  {
    types:
      'aws_s3_bucket_policy aws_s3_access_point aws_s3control_bucket_policy aws_s3control_access_point_policy aws_s3_bucket_acl aws_s3_bucket_ownership_controls aws_s3_bucket_public_access_block aws_s3_account_public_access_block aws_s3control_access_grant',
    source: `${aws}/AmazonS3/latest/userguide/access-policy-language-overview.html`,
    gone: { mayStop: 'who was allowed by it is refused, and who was refused by it may be allowed' },
    changes: [
      {
        when: 'policy acl access_control_policy rule ignore_public_acls=true restrict_public_buckets=true',
        mayStop: 'who was allowed may be refused: {what}',
      },
    ],
    access:
      'block_public_acls block_public_policy ignore_public_acls restrict_public_buckets public_access_block_configuration permission grantee',
  },
  {
    types: 'aws_s3_bucket_replication_configuration aws_s3control_multi_region_access_point',
    source: `${aws}/AmazonS3/latest/userguide/replication.html`,
    gone: { mayLose: 'new objects are copied nowhere any more' },
    changes: [
      { when: '-rule rule.status=Disabled', mayLose: 'some objects are copied nowhere any more' },
      { when: 'rule details', look: 'objects are copied elsewhere or otherwise' },
    ],
    access: 'role rule.destination.bucket rule.destination.account',
    gives: 'aws_s3_bucket_replication_configuration',
  },
  {
    types:
      'aws_s3_bucket_server_side_encryption_configuration aws_s3_bucket_cors_configuration aws_s3_bucket_website_configuration aws_s3_bucket_notification',
    source: `${awsProvider}/s3_bucket_server_side_encryption_configuration`,
    gone: { mayStop: 'what relies on it fails or hears nothing' },
    changes: [
      {
        when: '-lambda_function -queue -topic -cors_rule -routing_rule',
        mayStop: 'what relied on it hears nothing, or is refused: {what}',
      },
      {
        when: 'rule cors_rule index_document error_document redirect_all_requests_to routing_rule lambda_function queue topic eventbridge',
        mayStop: 'what relies on it may fail: {what}',
      },
    ],
  },
  {
    types:
      'aws_s3_directory_bucket aws_s3tables_table aws_s3tables_namespace aws_s3tables_table_bucket aws_s3control_bucket',
    source: `${awsProvider}/s3_directory_bucket`,
    gone: { loses: 'its objects are lost', stops: 'what uses it fails from then on' },
    changes: [{ when: 'maintenance_configuration', mayLose: 'older snapshots may be deleted' }],
  },
  {
    types: 'aws_s3_object aws_s3_bucket_object aws_s3_object_copy',
    source: `${awsProvider}/s3_object`,
    gone: { loses: 'the object is lost', mayStop: 'what asks for it from then on fails' },
    changes: [
      { when: 'source content content_base64 source_hash key', look: 'the object is overwritten' },
    ],
    access: 'acl',
    harmless: 'version_id content_type cache_control metadata checksum_crc32 storage_class',
  },
  {
    types: 'aws_ebs_volume',
    source: `${awsProvider}/ebs_volume`,
    gone: { loses: 'the volume is lost', stops: 'what uses it fails from then on' },
    changes: [{ when: 'iops< throughput< type', look: 'it may answer slower: {what}' }],
    harmless: 'size iops throughput final_snapshot',
  },
  {
    types: 'aws_ebs_snapshot aws_ebs_snapshot_copy aws_ebs_snapshot_import',
    source: `${awsProvider}/ebs_snapshot`,
    gone: { loses: 'the snapshot is lost' },
    changes: [{ when: 'storage_tier', look: 'it takes days to restore from the archive' }],
    harmless: 'permanent_restore temporary_restore_days',
  },
  {
    types: 'aws_ami aws_ami_copy aws_ami_from_instance',
    source: `${awsProvider}/ami`,
    gone: {
      loses: 'the image is lost',
      mayStop: 'nothing new starts from it: launch templates that name it fail',
    },
    changes: [{ when: 'deprecation_time', look: 'it is offered no more from then on' }],
  },
  {
    types:
      'aws_ami_launch_permission aws_snapshot_create_volume_permission aws_ebs_snapshot_block_public_access aws_ec2_image_block_public_access',
    source: `${awsProvider}/ami_launch_permission`,
    gone: { mayStop: 'who was allowed to start from it is refused' },
    access: 'group organization_arn account_id state organizational_unit_arn',
  },
  {
    types: 'aws_volume_attachment',
    source: `${awsProvider}/volume_attachment`,
    gone: { stops: 'the machine loses the volume' },
    harmless: 'force_detach stop_instance_before_detaching skip_destroy',
  },
  {
    types: 'aws_efs_file_system',
    source: `${aws}/efs/latest/ug/lifecycle-management-efs.html`,
    gone: { loses: 'its files are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'throughput_mode provisioned_throughput_in_mibps<',
        mayStop: 'reading and writing may get slower: {what}',
      },
      { when: 'lifecycle_policy', look: 'files move to another class: slower or dearer to read' },
      { when: 'protection', mayLose: 'it may be overwritten by replication' },
    ],
    harmless: 'provisioned_throughput_in_mibps size_in_bytes',
  },
  {
    types: 'aws_efs_mount_target',
    source: `${aws}/efs/latest/ug/accessing-fs.html`,
    gone: { stops: 'mounts in its zone hang' },
    changes: [{ when: '-security_groups', mayStop: 'mounts may hang' }],
    access: 'security_groups',
  },
  {
    types: 'aws_efs_access_point',
    source: `${awsProvider}/efs_access_point`,
    gone: { stops: 'what mounts through it fails; the files stay' },
    access: 'posix_user root_directory',
  },
  {
    types: 'aws_efs_file_system_policy',
    source: `${awsProvider}/efs_file_system_policy`,
    gone: { mayStop: 'who was allowed by it may be refused' },
    access: 'policy bypass_policy_lockout_safety_check',
  },
  {
    types: 'aws_efs_backup_policy',
    source: `${awsProvider}/efs_backup_policy`,
    gone: { mayLose: 'no new backups are made' },
    changes: [{ when: 'backup_policy.status=DISABLED', mayLose: 'no new backups are made' }],
    harmless: 'backup_policy',
  },
  {
    types: 'aws_efs_replication_configuration',
    source: `${awsProvider}/efs_replication_configuration`,
    gone: { mayLose: 'changes are copied to the other region no more' },
  },
  {
    types:
      'aws_fsx_lustre_file_system aws_fsx_ontap_file_system aws_fsx_openzfs_file_system aws_fsx_windows_file_system aws_fsx_file_cache',
    source: `${awsProvider}/fsx_windows_file_system`,
    gone: { loses: 'its files are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'automatic_backup_retention_days<',
        loses: 'automatic backups older than {to day} are deleted',
      },
      {
        when: 'throughput_capacity per_unit_storage_throughput',
        mayStop: 'mounts stop for minutes while it is resized',
      },
    ],
    access: 'security_group_ids root_volume_configuration.nfs_exports',
    harmless:
      'storage_capacity weekly_maintenance_start_time daily_automatic_backup_start_time automatic_backup_retention_days skip_final_backup disk_iops_configuration',
  },
  {
    types: 'aws_fsx_ontap_volume aws_fsx_openzfs_volume aws_fsx_ontap_storage_virtual_machine',
    source: `${awsProvider}/fsx_ontap_volume`,
    gone: { loses: 'its files are lost', stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'junction_path size_in_megabytes< storage_capacity_quota_gib<',
        mayStop: 'mounts may fail: {what}',
      },
    ],
    access: 'nfs_exports',
  },
  {
    types: 'aws_fsx_openzfs_snapshot aws_fsx_backup',
    source: `${awsProvider}/fsx_backup`,
    gone: { loses: 'the backup is lost' },
  },
  {
    types: 'aws_glacier_vault',
    source: `${awsProvider}/glacier_vault`,
    gone: { loses: 'its archives are lost' },
    access: 'access_policy',
    harmless: 'notification',
  },
  {
    types:
      'aws_storagegateway_gateway aws_storagegateway_nfs_file_share aws_storagegateway_smb_file_share aws_datasync_task',
    source: `${awsProvider}/storagegateway_gateway`,
    gone: { stops: 'what uses it fails from then on' },
    changes: [
      {
        when: 'options.preserve_deleted_files=REMOVE options.overwrite_mode=ALWAYS',
        mayLose: 'files of the destination are removed or overwritten: {what}',
      },
      {
        when: 'client_list schedule gateway_timezone options',
        mayStop: 'who used it may be refused: {what}',
      },
    ],
    access: 'client_list squash',
  },
];
