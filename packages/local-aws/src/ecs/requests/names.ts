import { text } from './schema';

const LETTERS = 'up to 255 letters, numbers, underscores, and hyphens';

/**
 * Families, containers, volumes, services.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const NAME = text(/^[A-Za-z0-9_-]{1,255}$/, LETTERS);

/** A name, or the ARN that ends with it. */
export const NAME_OR_ARN = text(
  /^(arn:[\w:*-]+:[\w-]+\/([A-Za-z0-9_-]+\/)*)?[A-Za-z0-9_-]{1,255}$/,
  `${LETTERS}, or an ARN`,
);

/** `family`, `family:revision` or an ARN. */
export const TASK_DEFINITION = text(
  /^(arn:[\w:-]+:task-definition\/)?[A-Za-z0-9_-]{1,255}(:[0-9]{1,10})?$/,
  'a family, family:revision, or the ARN of a task definition',
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const IMAGE = text(
  /^[A-Za-z0-9_][A-Za-z0-9_.:/@#-]{0,254}$/,
  'up to 255 letters, numbers, hyphens, underscores, colons, periods, forward slashes, number signs and at signs, a letter or number first',
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html */
export const FILE_SYSTEM_ID = text(/^fs-[0-9a-f]{1,40}$/, 'fs- and hexadecimal digits');
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html */
export const ACCESS_POINT_ID = text(/^fsap-[0-9a-f]{1,40}$/, 'fsap- and hexadecimal digits');

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const LOG_GROUP = text(
  /^[.\-_/#A-Za-z0-9]{1,512}$/,
  "up to 512 letters, numbers and the characters '_', '-', '/', '.' and '#'",
);
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const LOG_STREAM_PREFIX = text(/^[^:*\0-\x1f]{1,200}$/, "a text without ':' and '*'");

/** The path of a directory or a file in a container, or of one on a host. */
export const PATH = text(/^\/[^\0-\x1f]*$/, 'an absolute path without control characters');

/** The name of a variable: what no shell and no system takes is refused. */
export const VARIABLE = text(/^[^=\0\n\r]+$/, "a name without '=' and line breaks");
