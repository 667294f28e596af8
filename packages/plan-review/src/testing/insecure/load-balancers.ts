import { insecure, when, type InsecureCase } from './case';

const balancer = (more: string): string => `
  resource "aws_lb" "main" {
    name                       = "main"
    load_balancer_type         = "application"
    subnets                    = ["subnet-0a", "subnet-0b"]
    security_groups            = ["sg-0a"]
    ${more}
  }
`;
const settings = (bad: boolean, secure: string, open: string): string =>
  balancer(`
    internal = false
    ${secure.includes('drop_invalid') ? '' : 'drop_invalid_header_fields = true'}
    ${bad ? open : secure}
  `);
const certificate =
  'certificate_arn = "arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"';
const https = `
    port     = 443
    protocol = "HTTPS"
    ${certificate}
`;
const listener = (more: string): string => `
  ${settings(false, '', '')}
  resource "aws_lb_target_group" "web" {
    name     = "web"
    port     = 8080
    protocol = "HTTP"
    vpc_id   = "vpc-0a"
  }
  resource "aws_lb_listener" "web" {
    load_balancer_arn = aws_lb.main.arn
    ${more}
    default_action {
      type             = "forward"
      target_group_arn = aws_lb_target_group.web.arn
    }
  }
`;

/** How requests come in. */
export const balancerCases: readonly InsecureCase[] = [
  insecure('HTTPS becomes HTTP', 'DANGEROUS', 'REVIEW', (bad) =>
    listener(
      bad
        ? 'port = 443\nprotocol = "HTTP"'
        : `${https}\nssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`,
    ),
  ),
  insecure('TLS policy of 2016', 'DANGEROUS', 'REVIEW', (bad) =>
    listener(
      `${https}\nssl_policy = "${bad ? 'ELBSecurityPolicy-2016-08' : 'ELBSecurityPolicy-TLS13-1-2-2021-06'}"`,
    ),
  ),
  insecure('invalid headers reach the targets', 'REVIEW', 'REVIEW', (bad) =>
    settings(bad, 'drop_invalid_header_fields = true', 'drop_invalid_header_fields = false'),
  ),
  insecure('the internal balancer faces the internet', 'DESTRUCTIVE', 'REVIEW', (bad) =>
    balancer(`internal = ${!bad}\ndrop_invalid_header_fields = true`),
  ),
  insecure('nobody can tell who asked for what', 'REVIEW', 'REVIEW', (bad) =>
    settings(bad, 'access_logs {\n bucket = "logs"\n enabled = true\n }', ''),
  ),
  insecure('ambiguous requests reach the targets', 'REVIEW', 'REVIEW', (bad) =>
    settings(bad, 'desync_mitigation_mode = "defensive"', 'desync_mitigation_mode = "monitor"'),
  ),
  insecure(
    'a listener without encryption beside the other one',
    'REVIEW',
    'REVIEW',
    (bad) => `
    ${listener(`${https}\nssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`)}
    ${when(
      bad,
      `resource "aws_lb_listener" "plain" {
        load_balancer_arn = aws_lb.main.arn
        port              = 80
        protocol          = "HTTP"
        default_action {
          type             = "forward"
          target_group_arn = aws_lb_target_group.web.arn
        }
      }`,
    )}
  `,
  ),
  insecure(
    'the firewall is taken off',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    ${settings(false, '', '')}
    ${when(
      !bad,
      `resource "aws_wafv2_web_acl_association" "main" {
        resource_arn = aws_lb.main.arn
        web_acl_arn  = "arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/main/00000000-0000-0000-0000-000000000000"
      }`,
    )}
  `,
  ),
];
