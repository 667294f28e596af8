import type { AccessChange } from '../model';
import type { Box } from './box';
import type { Condition, Matcher, Statement } from './policy-document';
import type { AccessRule } from './rule';
import { doubtsIn, isUnknownInPart, statementBox, statementKey } from './statement-box';

/**
 * A statement of a policy as a rule with the columns of the IAM table.
 *
 * Most statements stay as they are, and of those nobody asks for more than the key: the rest is read when it is asked for.
 */
export class StatementRule implements AccessRule {
  private readonly read: { box?: Box; key?: string; columns?: AccessRule['columns'] } = {};

  constructor(
    private readonly statement: Statement,
    readonly kind: AccessChange['kind'],
    readonly address: string,
    private readonly holder: string,
  ) {}

  get name(): string | undefined {
    return this.statement.sid;
  }

  get effect(): Statement['effect'] {
    return this.statement.effect;
  }

  get box(): Box {
    return (this.read.box ??= statementBox(this.statement));
  }

  get key(): string {
    return (this.read.key ??= statementKey(this.statement));
  }

  get columns(): AccessRule['columns'] {
    return (this.read.columns ??= columnsOf(this.statement, this.holder));
  }

  get doubts(): readonly string[] {
    return doubtsIn([this.statement]);
  }

  get isUnknownInPart(): boolean {
    return isUnknownInPart(this.statement);
  }
}

function columnsOf(
  { effect, principals, actions, resources, conditions }: Statement,
  holder: string,
): AccessRule['columns'] {
  return {
    effect,
    principal:
      principals === undefined
        ? holder
        : inWords(principals, ({ type, id }) =>
            type === '*' ? '*' : type === 'AWS' ? id : `${type} ${id}`,
          ),
    action: inWords(actions, (action) => action),
    resource: resources === undefined ? '' : inWords(resources, (resource) => resource),
    condition: conditions.map(conditionInWords).join(', '),
  };
}

function inWords<T>({ negated, values }: Matcher<T>, write: (value: T) => string): string {
  const words = values.map(write).join(', ');
  return negated ? `all but ${words}` : words;
}

/** `aws:SourceIp IpAddress 10.0.0.0/8 or 192.168.0.0/16` */
function conditionInWords({ operator, key, values }: Condition): string {
  return `${key} ${operator} ${values.join(' or ')}`;
}
