import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { requireShape } from '../support/require-shape';
import { isKnown, misuse } from '../support/validation';

/** Options of {@link Secret.fromSecretsManager}. */
export interface SecretsManagerOptions {
  /** One field of a secret that holds a JSON object. @default - the whole secret */
  readonly jsonField?: string;
  /** For example `AWSPREVIOUS`. @default 'AWSCURRENT' */
  readonly versionStage?: string;
  /** An exact version. @default - that of the stage */
  readonly versionId?: string;
  /** ARN of the KMS key, where it is not the one AWS manages: the execution role may then decrypt with it. @default - none */
  readonly encryptionKeyArn?: string;
}

/** Options of {@link Secret.fromSsmParameter}. */
export interface SsmParameterOptions {
  /** ARN of the KMS key, where it is not the one AWS manages: the execution role may then decrypt with it. @default - none */
  readonly encryptionKeyArn?: string;
}

interface SecretParts {
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameters';
  readonly encryptionKeyArn?: string;
  readonly valueFrom: string;
  readonly arn: (scope: Construct) => string;
}

/**
 * A value that ECS reads when a task starts and hands to the container as an environment variable. Neither the plan, nor
 * the state, nor the task definition holds it.
 *
 * A running task keeps the value it started with: after a rotation, start a new deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
export class Secret {
  /** A secret of Secrets Manager, by its full ARN with the six characters at the end. */
  static fromSecretsManager(secretArn: string, options: SecretsManagerOptions = {}): Secret {
    requireShape('Secret.fromSecretsManager', 'SecretsManagerOptions', options);
    requireSecretArn('Secret.fromSecretsManager', secretArn);
    const { jsonField = '', versionStage = '', versionId = '', encryptionKeyArn } = options;
    if (versionStage !== '' && versionId !== '') {
      throw misuse('Secret.fromSecretsManager', {
        what: 'a version is chosen by its stage or by its id',
        got: `versionStage ${versionStage} and versionId ${versionId}`,
        fix: 'Remove one of them.',
      });
    }
    for (const [name, value] of Object.entries({ ...options, encryptionKeyArn: undefined })) {
      requirePart(name, value);
    }
    const chosen = [jsonField, versionStage, versionId];
    return new Secret({
      action: 'secretsmanager:GetSecretValue',
      encryptionKeyArn,
      valueFrom: chosen.every((part) => part === '') ? secretArn : [secretArn, ...chosen].join(':'),
      arn: () => secretArn,
    });
  }

  /**
   * A parameter of the Parameter Store: its ARN, or its name where it is in the region of the stack. Either may be a
   * value that only Terraform knows, such as `parameter.name`.
   */
  static fromSsmParameter(nameOrArn: string, options: SsmParameterOptions = {}): Secret {
    requireShape('Secret.fromSsmParameter', 'SsmParameterOptions', options);
    requireParameter(nameOrArn);
    // One token for a stack, so that a parameter that several containers read is granted once.
    const arns = new WeakMap<AwsEnvironment, string>();
    return new Secret({
      action: 'ssm:GetParameters',
      encryptionKeyArn: options.encryptionKeyArn,
      valueFrom: nameOrArn,
      arn: (scope) => {
        const environment = AwsEnvironment.of(scope);
        const arn = arns.get(environment) ?? parameterArn(environment, nameOrArn);
        arns.set(environment, arn);
        return arn;
      },
    });
  }

  private constructor(private readonly parts: SecretParts) {}

  /** Lets the role read this value, and no other, and returns where ECS finds it. Called by `addContainer`. */
  bind(scope: Construct, executionRole: IRole): string {
    const { action, encryptionKeyArn, valueFrom } = this.parts;
    executionRole.addToPolicy({ actions: [action], resources: [this.parts.arn(scope)] });
    if (encryptionKeyArn !== undefined) {
      executionRole.addToPolicy({ actions: ['kms:Decrypt'], resources: [encryptionKeyArn] });
    }
    return valueFrom;
  }
}

/** What IAM takes. The name of a parameter may begin with a slash, and its ARN has one slash there in any case. */
function parameterArn(environment: AwsEnvironment, nameOrArn: string): string {
  if (isKnown(nameOrArn) && nameOrArn.startsWith('arn:')) {
    return nameOrArn;
  }
  const { accountId, partition, region } = environment;
  const prefix = `arn:${partition}:ssm:${region}:${accountId}:parameter/`;
  if (isKnown(nameOrArn)) {
    return `${prefix}${nameOrArn.replace(/^\//, '')}`;
  }
  const named = Fn.join('', [prefix, Fn.trimprefix(nameOrArn, '/')]);
  return Token.asString(Fn.conditional(Fn.startswith(nameOrArn, 'arn:'), nameOrArn, named));
}

/** @throws Error for what is not the full ARN of a secret of Secrets Manager */
export function requireSecretArn(where: string, arn: string): void {
  if (!isKnown(arn)) {
    return;
  }
  if (/^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:[^:]+-[A-Za-z0-9]{6}$/.test(arn)) {
    return;
  }
  throw misuse(where, {
    what: 'a secret is named by its full ARN, with the six characters that Secrets Manager put at its end',
    got: JSON.stringify(arn),
    fix: 'Copy the ARN of the secret; a field or a version goes into jsonField, versionStage or versionId.',
  });
}

function requireParameter(nameOrArn: string): void {
  if (!isKnown(nameOrArn)) {
    return;
  }
  if (/^(arn:[^:]+:ssm:[^:]+:\d{12}:parameter)?\/?[\w.-]+(\/[\w.-]+)*$/.test(nameOrArn)) {
    return;
  }
  throw misuse('Secret.fromSsmParameter', {
    what: 'a parameter is named by its name or its ARN: letters, digits, dots, hyphens and underscores, parted by /',
    got: JSON.stringify(nameOrArn),
    fix: 'Write it like /hello/database-url.',
  });
}

/** ECS reads what is chosen of a secret between colons: with none of it, it takes the whole secret. */
function requirePart(name: string, value: string | undefined): void {
  if (!isKnown(value) || /^[^:]+$/.test(value)) {
    return;
  }
  throw misuse('Secret.fromSecretsManager', {
    what: `${name} has at least one character and no colon, at which ECS parts the ARN, the field and the version`,
    got: JSON.stringify(value),
    fix:
      value === ''
        ? `Leave ${name} out where none is meant.`
        : `Give the field of the secret a name without a colon.`,
  });
}
