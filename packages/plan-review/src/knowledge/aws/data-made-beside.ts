import type { MadeRow } from '../made-row';
import { aws, awsProvider } from '../sources';
import { notAccelerated, requesterPays } from './bucket-rules';

const bucket = { attribute: 'bucket', types: 'aws_s3_bucket' };
const otherReader = 'it takes messages of the queue that another reader would get';

/** What is new and moves, overwrites or takes data that is there already, or changes who may read it how. */
export const dataMadeBeside: readonly MadeRow[] = [
  {
    types: 'aws_s3_bucket_request_payment_configuration',
    source: `${aws}/AmazonS3/latest/userguide/RequesterPaysBuckets.html`,
    of: bucket,
    when: 'payer=Requester',
    mayStop: requesterPays,
  },
  {
    types: 'aws_s3_bucket_accelerate_configuration',
    source: `${aws}/AmazonS3/latest/userguide/transfer-acceleration.html`,
    of: bucket,
    when: 'status=Suspended',
    mayStop: notAccelerated,
  },
  {
    types: 'aws_s3_bucket_intelligent_tiering_configuration',
    source: `${aws}/AmazonS3/latest/userguide/intelligent-tiering-overview.html`,
    of: bucket,
    when: 'tiering',
    mayStop: 'objects that nobody asks for move to an archive: reading them fails until restored',
  },
  {
    types: 'aws_datasync_task',
    source: `${aws}/datasync/latest/userguide/configure-metadata.html`,
    when: 'options.preserve_deleted_files=REMOVE',
    mayLose: 'files of the destination that its source does not have are deleted',
  },
  {
    types: 'aws_datasync_task',
    source: `${aws}/datasync/latest/userguide/configure-metadata.html`,
    when: 'options.overwrite_mode=NEVER',
    fine: 'files that the destination has stay as they are',
  },
  {
    types: 'aws_datasync_task',
    source: `${aws}/datasync/latest/userguide/task-scheduling.html`,
    when: 'schedule',
    mayLose: 'files of the destination are overwritten by those of the source, on a schedule',
  },
  {
    types: 'aws_dms_replication_task',
    source: `${aws}/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.FullLoad.html`,
    when: 'start_replication_task=true',
    mayLose: 'it starts at once: by default tables of its target are dropped and made again',
  },
  {
    types: 'aws_config_retention_configuration',
    source: `${aws}/config/latest/developerguide/delete-config-data-with-retention-period.html`,
    when: 'retention_period_in_days=2557',
    fine: 'records are kept for seven years, as without it',
  },
  {
    types: 'aws_config_retention_configuration',
    source: `${aws}/config/latest/developerguide/delete-config-data-with-retention-period.html`,
    when: 'retention_period_in_days',
    loses: 'records of the region that are older than {to day} are deleted, seven years before',
  },
  {
    types: 'aws_lambda_event_source_mapping',
    source: `${awsProvider}/lambda_event_source_mapping`,
    when: 'enabled=false',
    fine: 'it reads nothing yet',
  },
  {
    types: 'aws_lambda_event_source_mapping',
    source: `${awsProvider}/lambda_event_source_mapping`,
    when: 'starting_position',
    fine: 'it reads beside others, from a place of its own',
  },
  {
    types: 'aws_lambda_event_source_mapping',
    source: `${aws}/lambda/latest/dg/with-sqs.html`,
    of: { attribute: 'event_source_arn', types: 'aws_sqs_queue aws_mq_broker' },
    mayStop: otherReader,
  },
  {
    types: 'aws_pipes_pipe',
    source: `${aws}/eventbridge/latest/userguide/eb-pipes-event-source.html`,
    when: 'source_parameters.kinesis_stream_parameters source_parameters.dynamodb_stream_parameters source_parameters.managed_streaming_kafka_parameters source_parameters.self_managed_kafka_parameters',
    fine: 'it reads beside others, from a place of its own',
  },
  {
    types: 'aws_pipes_pipe',
    source: `${aws}/eventbridge/latest/userguide/eb-pipes-sqs.html`,
    of: { attribute: 'source', types: 'aws_sqs_queue aws_mq_broker' },
    mayStop: otherReader,
  },
  {
    types: 'aws_lambda_function_event_invoke_config',
    source: `${aws}/lambda/latest/dg/invocation-async-error-handling.html`,
    of: { attribute: 'function_name', types: 'aws_lambda_function' },
    when: 'maximum_retry_attempts=0 maximum_retry_attempts=1 maximum_event_age_in_seconds',
    mayLose: 'events that fail are given up earlier than by default: {what}',
  },
];
