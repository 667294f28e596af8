import { blocks, isTrue, type PolicyRule, when } from '../rule';

/** Policies that still speak TLS 1.0 or 1.1: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const OLD_TLS =
  /^ELBSecurityPolicy-(2015-|2016-|TLS-1-0-|TLS-1-1-|FS-2018-|FS-1-1-|TLS13-1-0-|TLS13-1-1-)/;

/** Rules for load balancers and their listeners, under both names that the provider has for them. */
export const loadBalancerRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/listener-encrypted',
    // CKV_AWS_2 and CKV_AWS_378 count other protocols, too.
    aliases: [],
    level: 'warn',
    types: ['aws_lb_listener', 'aws_alb_listener'],
    fix: 'Serve HTTPS with a certificate of ACM, and redirect from HTTP to it.',
    helpUri:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
    check: ({ values }) =>
      when(
        values['protocol'] === 'HTTP' &&
          blocks(values['default_action']).some(({ type }) => type !== 'redirect'),
        'Whoever is on the way reads and changes what it serves: it is not encrypted.',
      ),
  },
  {
    id: 'ecs-ec2/listener-tls',
    // CKV_AWS_103 names the policies that are new, this rule those that are old.
    aliases: [],
    level: 'warn',
    types: ['aws_lb_listener', 'aws_alb_listener'],
    fix: 'Choose a policy of TLS 1.2 or newer, such as ELBSecurityPolicy-TLS13-1-2-2021-06.',
    helpUri:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    check: ({ values }) => {
      const policy = String(values['ssl_policy'] ?? '');
      // AWS may name a policy where nothing is encrypted, which then means nothing.
      const isPlain = ['HTTP', 'TCP', 'UDP', 'TCP_UDP'].includes(String(values['protocol']));
      return when(
        !isPlain && OLD_TLS.test(policy),
        `It still speaks TLS 1.0 or 1.1 (${policy}).`,
        policy,
      );
    },
  },
  {
    id: 'ecs-ec2/drop-invalid-headers',
    aliases: ['CKV_AWS_131', 'AWS-0052', 'AVD-AWS-0052'],
    level: 'warn',
    types: ['aws_lb', 'aws_alb'],
    fix: 'Set drop_invalid_header_fields.',
    helpUri:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
    check: ({ values }) =>
      when(
        (values['load_balancer_type'] ?? 'application') === 'application' &&
          !isTrue(values['drop_invalid_header_fields']),
        'Requests with invalid headers reach the targets, which may read them otherwise.',
      ),
  },
];
