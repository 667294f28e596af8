import { insecure, policy, when, type InsecureCase } from './case';

const ecs = policy(
  'Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" }',
);
const role = (trust: string, more = ''): string => `
  resource "aws_iam_role" "task" {
    name               = "task"
    assume_role_policy = ${trust}
    ${more}
  }
`;
const rolePolicy = (...statements: readonly string[]): string => `
  ${role(ecs)}
  resource "aws_iam_role_policy" "task" {
    name   = "task"
    role   = aws_iam_role.task.name
    policy = ${policy(...statements)}
  }
`;
const reads = 'Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::assets/*"]';
const github = (condition: string): string =>
  policy(
    `Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" }, Condition = { ${condition} }`,
  );
const audience = '"token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"';

/** Who may do what. */
export const identityCases: readonly InsecureCase[] = [
  insecure('a role may do everything', 'DANGEROUS', 'DANGEROUS', (bad) =>
    rolePolicy(bad ? 'Effect = "Allow", Action = "*", Resource = "*"' : reads),
  ),
  insecure('a role may do everything with every bucket', 'DANGEROUS', 'DANGEROUS', (bad) =>
    rolePolicy(bad ? 'Effect = "Allow", Action = "s3:*", Resource = "*"' : reads),
  ),
  insecure('a role may do all but a little', 'DANGEROUS', 'DANGEROUS', (bad) =>
    rolePolicy(bad ? 'Effect = "Allow", NotAction = "iam:*", Resource = "*"' : reads),
  ),
  insecure('a role may start machines under every role', 'DANGEROUS', 'DANGEROUS', (bad) =>
    rolePolicy(
      bad
        ? 'Effect = "Allow", Action = ["iam:PassRole", "ec2:RunInstances"], Resource = "*"'
        : reads,
    ),
  ),
  insecure('a role reads every secret', 'DANGEROUS', 'REVIEW', (bad) =>
    rolePolicy(
      `Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = "${bad ? '*' : 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf'}"`,
    ),
  ),
  insecure('a Deny is gone', 'DANGEROUS', 'REVIEW', (bad) =>
    rolePolicy(
      reads,
      ...(bad
        ? []
        : ['Effect = "Deny", Action = ["s3:*"], Resource = ["arn:aws:s3:::assets/private/*"]']),
    ),
  ),
  insecure('a condition is gone', 'DANGEROUS', 'REVIEW', (bad) =>
    rolePolicy(
      `${reads}${when(!bad, ', Condition = { IpAddress = { "aws:SourceIp" = "10.0.0.0/8" } }')}`,
    ),
  ),
  insecure(
    'a managed policy allows more',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    resource "aws_iam_policy" "shared" {
      name   = "shared"
      policy = ${policy(bad ? 'Effect = "Allow", Action = "ec2:*", Resource = "*"' : reads)}
    }
  `,
  ),
  insecure(
    'a role is an administrator',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    ${role(ecs)}
    resource "aws_iam_role_policy_attachment" "task" {
      role       = aws_iam_role.task.name
      policy_arn = "arn:aws:iam::aws:policy/${bad ? 'AdministratorAccess' : 'AmazonEC2ContainerRegistryReadOnly'}"
    }
  `,
  ),
  insecure('everybody may take a role on', 'DANGEROUS', 'DANGEROUS', (bad) =>
    role(
      bad ? policy('Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }') : ecs,
    ),
  ),
  insecure('another account may take a role on', 'DANGEROUS', 'REVIEW', (bad) =>
    role(
      policy(
        `Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ["arn:aws:iam::111111111111:root"${when(bad, ', "arn:aws:iam::999999999999:root"')}] }`,
      ),
    ),
  ),
  insecure('every repository may take a role on', 'DANGEROUS', 'REVIEW', (bad) =>
    role(
      github(
        `StringEquals = { ${audience} }${when(!bad, ', StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/app:*" }')}`,
      ),
    ),
  ),
  insecure('a boundary is gone', 'DANGEROUS', 'REVIEW', (bad) =>
    role(ecs, when(!bad, 'permissions_boundary = "arn:aws:iam::111111111111:policy/boundary"')),
  ),
  insecure(
    'a user has a key',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    resource "aws_iam_user" "ci" {
      name = "ci"
    }
    ${when(bad, 'resource "aws_iam_access_key" "ci" {\n user = aws_iam_user.ci.name\n }')}
  `,
  ),
];
