import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Construct } from 'constructs';
import { AtSynth } from '../support/at-synth';
import { isKnown, misuse, requireInteger } from '../support/validation';
import type { ListenerAction } from './listener-action';
import type { ListenerCondition } from './listener-condition';

/** Properties of {@link ApplicationListenerRule}. */
export interface ApplicationListenerRuleProps {
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: readonly ListenerCondition[];
  readonly action: ListenerAction;
  /** The rules that the listener has already. */
  readonly others: readonly ApplicationListenerRule[];
}

/**
 * Values of all conditions of a rule together.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
const MAX_VALUES = 5;

/** What a rule asks for once: the values of two such conditions would have to match together. */
const ONCE = ['host_header', 'path_pattern', 'http_request_method', 'source_ip'];

/** What a listener does with some of the requests. `ApplicationListener` makes it. */
export class ApplicationListenerRule extends Construct {
  readonly resource: LbListenerRule;
  readonly priority: number;

  constructor(scope: Construct, id: string, props: ApplicationListenerRuleProps) {
    super(scope, id);
    const { priority, conditions, action } = props;
    requirePriority(this, priority, props.others);
    requireConditions(this, conditions);
    this.priority = priority;
    this.resource = new LbListenerRule(this, 'Resource', {
      listenerArn: props.listenerArn,
      priority,
      action: AtSynth.any(() => [{ ...action.rendered }]) as never,
      condition: AtSynth.any(() => conditions.map(({ rendered }) => rendered)) as never,
    });
  }
}

function requirePriority(
  scope: Construct,
  priority: number,
  others: readonly ApplicationListenerRule[],
): void {
  requireInteger(scope, priority, { name: 'priority', min: 1, max: 50_000 });
  const same = others.find((other) => isKnown(priority) && other.priority === priority);
  if (same === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'the rules of a listener have different priorities',
    got: `priority ${priority}, as ${same.node.path} has`,
    fix: 'Change the priority of one of them; gaps leave room for later ones.',
  });
}

function requireConditions(scope: Construct, conditions: readonly ListenerCondition[]): void {
  const blocks = conditions.flatMap(({ rendered }) => Object.keys(rendered));
  const twice = blocks.find((one, index) => ONCE.includes(one) && blocks.indexOf(one) !== index);
  if (twice !== undefined) {
    throw misuse(scope, {
      what: `a rule has at most one condition of each of ${ONCE.join(', ')}`,
      got: `more than one for ${twice}`,
      fix: 'Put the values into one condition, where one of them must match, or make another rule.',
    });
  }
  const values = conditions.reduce((sum, { valueCount }) => sum + valueCount, 0);
  if (values >= 1 && values <= MAX_VALUES) {
    return;
  }
  throw misuse(scope, {
    what: `a rule has 1 to ${MAX_VALUES} values in all of its conditions together`,
    got: values,
    fix: 'Use a wildcard, or a second rule with the same action.',
  });
}
