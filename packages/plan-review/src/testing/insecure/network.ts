import { insecure, when, type InsecureCase } from './case';

const group = `
  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_security_group" "hosts" {
    name        = "hosts"
    description = "Hosts of the cluster"
    vpc_id      = aws_vpc.main.id
  }
`;
const ingress = (peer: string, ports: string): string => `
  ${group}
  resource "aws_vpc_security_group_ingress_rule" "rule" {
    security_group_id = aws_security_group.hosts.id
    description       = "who comes in"
    ${ports}
    ${peer}
  }
`;
const ssh = 'ip_protocol = "tcp"\nfrom_port = 22\nto_port = 22';
const inline = (direction: string, blocks: string): string => `
  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_security_group" "hosts" {
    name        = "hosts"
    description = "Hosts of the cluster"
    vpc_id      = aws_vpc.main.id
    ${blocks.replaceAll('DIRECTION', direction)}
  }
`;
const subnets = `
  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_subnet" "a" {
    vpc_id            = aws_vpc.main.id
    cidr_block        = "10.0.0.0/24"
    availability_zone = "eu-west-1a"
  }
`;

/** Who reaches the network, its hosts and its groups. */
export const networkCases: readonly InsecureCase[] = [
  insecure('SSH for everybody', 'DANGEROUS', 'DANGEROUS', (bad) =>
    ingress(`cidr_ipv4 = "${bad ? '0.0.0.0/0' : '10.0.0.0/8'}"`, ssh),
  ),
  insecure('SSH for everybody by IPv6', 'DANGEROUS', 'DANGEROUS', (bad) =>
    ingress(bad ? 'cidr_ipv6 = "::/0"' : 'cidr_ipv6 = "fd00::/8"', ssh),
  ),
  insecure('every port for everybody', 'DANGEROUS', 'DANGEROUS', (bad) =>
    ingress(`cidr_ipv4 = "${bad ? '0.0.0.0/0' : '10.0.0.0/8'}"`, bad ? 'ip_protocol = "-1"' : ssh),
  ),
  insecure(
    'a database port for everybody, by a rule of the old form',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    ${group}
    resource "aws_security_group_rule" "rule" {
      security_group_id = aws_security_group.hosts.id
      type              = "ingress"
      description       = "database"
      protocol          = "tcp"
      from_port         = 5432
      to_port           = 5432
      cidr_blocks       = ["${bad ? '0.0.0.0/0' : '10.0.0.0/8'}"]
    }
  `,
  ),
  insecure('a port for everybody, by a dynamic block', 'DANGEROUS', 'DANGEROUS', (bad) =>
    inline(
      'ingress',
      `dynamic "DIRECTION" {
        for_each = { ssh = { port = 22, peers = ["${bad ? '0.0.0.0/0' : '10.0.0.0/8'}"] } }
        content {
          description = DIRECTION.key
          protocol    = "tcp"
          from_port   = DIRECTION.value.port
          to_port     = DIRECTION.value.port
          cidr_blocks = DIRECTION.value.peers
        }
      }`,
    ),
  ),
  insecure('everybody as two halves', 'DANGEROUS', 'DANGEROUS', (bad) =>
    inline(
      'ingress',
      `DIRECTION {
        description = "halves"
        protocol    = "tcp"
        from_port   = 22
        to_port     = 22
        cidr_blocks = ${bad ? '["0.0.0.0/1", "128.0.0.0/1"]' : '["10.0.0.0/8"]'}
      }`,
    ),
  ),
  insecure('every port as two halves', 'DANGEROUS', 'DANGEROUS', (bad) =>
    inline(
      'ingress',
      `DIRECTION {
        description = "low"
        protocol    = "tcp"
        from_port   = ${bad ? 0 : 8080}
        to_port     = ${bad ? 32767 : 8080}
        cidr_blocks = ["0.0.0.0/0"]
      }
      ${when(
        bad,
        `DIRECTION {
          description = "high"
          protocol    = "tcp"
          from_port   = 32768
          to_port     = 65535
          cidr_blocks = ["0.0.0.0/0"]
        }`,
      )}`,
    ),
  ),
  insecure(
    'a peer that is another group of everybody',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    ${group}
    resource "aws_security_group" "other" {
      name        = "other"
      description = "Somebody"
      vpc_id      = aws_vpc.main.id
    }
    ${when(
      bad,
      `resource "aws_vpc_security_group_ingress_rule" "rule" {
        security_group_id            = aws_security_group.hosts.id
        description                  = "others"
        ip_protocol                  = "-1"
        referenced_security_group_id = aws_security_group.other.id
      }`,
    )}
  `,
  ),
  insecure('everything may go out', 'DANGEROUS', 'REVIEW', (bad) =>
    inline(
      'egress',
      `DIRECTION {
        description = "out"
        protocol    = "${bad ? '-1' : 'tcp'}"
        from_port   = ${bad ? 0 : 443}
        to_port     = ${bad ? 0 : 443}
        cidr_blocks = ["${bad ? '0.0.0.0/0' : '10.0.0.0/8'}"]
      }`,
    ),
  ),
  insecure(
    'the default group is open',
    'DANGEROUS',
    'DANGEROUS',
    (bad) => `
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }
    resource "aws_default_security_group" "default" {
      vpc_id = aws_vpc.main.id
      ${when(
        bad,
        `ingress {
          protocol    = "-1"
          from_port   = 0
          to_port     = 0
          cidr_blocks = ["0.0.0.0/0"]
        }`,
      )}
    }
  `,
  ),
  insecure('hosts get public addresses from their subnet', 'DANGEROUS', 'REVIEW', (bad) =>
    subnets.replace('cidr_block        =', `map_public_ip_on_launch = ${bad}\n    cidr_block =`),
  ),
  insecure(
    'the private subnet has a way in from the internet',
    'DANGEROUS',
    'REVIEW',
    (bad) => `
    ${subnets}
    resource "aws_internet_gateway" "main" {
      vpc_id = aws_vpc.main.id
    }
    resource "aws_route_table" "private" {
      vpc_id = aws_vpc.main.id
    }
    resource "aws_route_table_association" "a" {
      subnet_id      = aws_subnet.a.id
      route_table_id = aws_route_table.private.id
    }
    ${when(
      bad,
      `resource "aws_route" "out" {
        route_table_id         = aws_route_table.private.id
        destination_cidr_block = "0.0.0.0/0"
        gateway_id             = aws_internet_gateway.main.id
      }`,
    )}
  `,
  ),
  insecure(
    'nobody records who talked to whom',
    'REVIEW',
    'REVIEW',
    (bad) => `
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }
    ${when(
      !bad,
      `resource "aws_flow_log" "main" {
        vpc_id          = aws_vpc.main.id
        traffic_type    = "ALL"
        log_destination = "arn:aws:s3:::flow-logs"
        log_destination_type = "s3"
      }`,
    )}
  `,
  ),
];
