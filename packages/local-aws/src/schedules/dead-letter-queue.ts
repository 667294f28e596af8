import type { AwsError } from '../gateway/aws-response';
import type { MotoClient } from '../moto/moto-client';
import type { Schedule } from './schedule';

/**
 * Puts a run that could not be started where its schedule wants it.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export async function sendToDeadLetterQueue(
  moto: MotoClient,
  { target, region, arn }: Schedule,
  time: Date,
  error: AwsError,
): Promise<void> {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) {
    return;
  }
  const QueueName = queueArn.split(':').at(-1) ?? '';
  const { QueueUrl } = await moto.json('sqs', region, 'GetQueueUrl', { QueueName });
  const attributes = {
    ERROR_CODE: error.code,
    ERROR_MESSAGE: error.message,
    RETRY_ATTEMPTS: '0',
    SCHEDULED_TIME: time.toISOString(),
    SCHEDULE_ARN: arn,
    TARGET_ARN: target.Arn ?? '',
  };
  await moto.json('sqs', region, 'SendMessage', {
    QueueUrl,
    MessageBody: target.Input ?? '{}',
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([, value]) => value !== '')
        .map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  });
}
