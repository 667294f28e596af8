import { insecure, when, type InsecureCase } from './case';

const secure = [
  'name = "web"',
  'image = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/web:1.2.3"',
  'memory = 128',
  'user = "1000"',
  'readonlyRootFilesystem = true',
  'logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = "web" } }',
];
/** A container with one thing replaced or added. */
function task(container: string, more = ''): string {
  const name = /^\w+/.exec(container)?.[0] ?? '';
  const fields = [...secure.filter((field) => !field.startsWith(`${name} `)), container];
  return `
    resource "aws_ecs_task_definition" "web" {
      family                = "web"
      network_mode          = "bridge"
      container_definitions = jsonencode([{ ${fields.filter((field) => field !== '').join(', ')} }])
      ${more}
    }
  `;
}
const inTask = (more: string): string =>
  task('', more).replace(more.includes('network_mode') ? /network_mode +=[^\n]+\n/ : /$^/, '');
const service = (more: string): string => `
  resource "aws_ecs_service" "web" {
    name            = "web"
    cluster         = "main"
    task_definition = "web:1"
    desired_count   = 2
    ${more}
  }
`;
const breaker = 'deployment_circuit_breaker {\n enable = true\n rollback = true\n }';
const template = (more: string): string => `
  resource "aws_launch_template" "hosts" {
    name          = "hosts"
    image_id      = "ami-0a"
    instance_type = "t3.small"
    ${more}
  }
`;
const metadata = (tokens: string, hops: number): string =>
  `metadata_options {\n http_endpoint = "enabled"\n http_tokens = "${tokens}"\n http_put_response_hop_limit = ${hops}\n }`;
const volume = (encrypted: boolean): string =>
  `block_device_mappings {\n device_name = "/dev/xvda"\n ebs {\n volume_size = 30\n encrypted = ${encrypted}\n }\n }`;
const host = (more: string): string =>
  template(`${more.includes('metadata_options') ? '' : metadata('required', 1)}\n${more}`);

/** What containers and their hosts may do. */
export const taskCases: readonly InsecureCase[] = [
  insecure('a container is root on its host', 'DANGEROUS', 'DANGEROUS', (bad) =>
    task(`privileged = ${bad}`),
  ),
  insecure('a container has the socket of the engine', 'DANGEROUS', 'DANGEROUS', (bad) =>
    inTask(when(bad, 'volume {\n name = "engine"\n host_path = "/var/run/docker.sock"\n }')),
  ),
  insecure('a container has a folder of its host', 'DANGEROUS', 'REVIEW', (bad) =>
    inTask(when(bad, 'volume {\n name = "etc"\n host_path = "/etc"\n }')),
  ),
  insecure('a container may administer its host', 'DANGEROUS', 'DANGEROUS', (bad) =>
    task(
      bad
        ? 'linuxParameters = { capabilities = { add = ["SYS_ADMIN"] } }'
        : 'linuxParameters = { initProcessEnabled = true }',
    ),
  ),
  insecure('a container has a capability', 'DANGEROUS', 'REVIEW', (bad) =>
    task(
      bad
        ? 'linuxParameters = { capabilities = { add = ["NET_RAW"] } }'
        : 'linuxParameters = { initProcessEnabled = true }',
    ),
  ),
  insecure('a container runs as root', 'REVIEW', 'REVIEW', (bad) =>
    task(`user = "${bad ? '0' : '1000'}"`),
  ),
  insecure('a container runs the tag latest', 'REVIEW', 'REVIEW', (bad) =>
    task(`image = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/web:${bad ? 'latest' : '1.2.3'}"`),
  ),
  insecure('a container can change its own files', 'REVIEW', 'REVIEW', (bad) =>
    task(`readonlyRootFilesystem = ${!bad}`),
  ),
  insecure('a container keeps no logs', 'REVIEW', 'REVIEW', (bad) =>
    task(bad ? 'logConfiguration = null' : (secure.at(-1) ?? '')),
  ),
  insecure('a password stands in the environment', 'DANGEROUS', 'DANGEROUS', (bad) =>
    task(`environment = [{ name = "${bad ? 'DB_PASSWORD' : 'LEVEL'}", value = "hunter2hunter2" }]`),
  ),
  insecure('a task is in the network of its host', 'DANGEROUS', 'REVIEW', (bad) =>
    inTask(`network_mode = "${bad ? 'host' : 'bridge'}"`),
  ),
  insecure('a task sees the processes of its host', 'DANGEROUS', 'REVIEW', (bad) =>
    inTask(when(bad, 'pid_mode = "host"')),
  ),
  insecure('files cross the network unencrypted', 'REVIEW', 'REVIEW', (bad) =>
    inTask(
      `volume {\n name = "files"\n efs_volume_configuration {\n file_system_id = "fs-0a"\n transit_encryption = "${bad ? 'DISABLED' : 'ENABLED'}"\n }\n }`,
    ),
  ),
  insecure('a shell in running containers', 'DANGEROUS', 'REVIEW', (bad) =>
    service(`${breaker}\nenable_execute_command = ${bad}`),
  ),
  insecure('tasks have public addresses', 'DANGEROUS', 'REVIEW', (bad) =>
    service(
      `${breaker}\nlaunch_type = "FARGATE"\nnetwork_configuration {\n subnets = ["subnet-0a"]\n assign_public_ip = ${bad}\n }`,
    ),
  ),
  insecure('a revision that cannot start is tried for hours', 'REVIEW', 'REVIEW', (bad) =>
    service(bad ? '' : breaker),
  ),
  insecure(
    'nobody records what was done in containers',
    'REVIEW',
    'REVIEW',
    (bad) => `
    resource "aws_ecs_cluster" "main" {
      name = "main"
      configuration {
        execute_command_configuration {
          logging = "${bad ? 'NONE' : 'DEFAULT'}"
        }
      }
    }
  `,
  ),
  insecure('the metadata of a host needs no token', 'DANGEROUS', 'DANGEROUS', (bad) =>
    host(metadata(bad ? 'optional' : 'required', 1)),
  ),
  insecure('containers reach the metadata of their host', 'DANGEROUS', 'REVIEW', (bad) =>
    host(metadata('required', bad ? 32 : 1)),
  ),
  insecure('hosts have public addresses', 'DANGEROUS', 'REVIEW', (bad) =>
    host(`network_interfaces {\n associate_public_ip_address = ${bad}\n }`),
  ),
  insecure('the disks of hosts are not encrypted', 'DANGEROUS', 'DANGEROUS', (bad) =>
    host(volume(!bad)),
  ),
  insecure('a password stands in the start script', 'REVIEW', 'REVIEW', (bad) =>
    host(
      `user_data = base64encode("#!/bin/sh\\n${bad ? 'export DB_PASSWORD=hunter2hunter2' : 'export LEVEL=info'}\\n")`,
    ),
  ),
  insecure('hosts have a key for SSH', 'REVIEW', 'REVIEW', (bad) =>
    host(when(bad, 'key_name = "mine"')),
  ),
];
