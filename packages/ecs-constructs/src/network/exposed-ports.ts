import { isIPv6 } from 'node:net';
import { isKnown } from '../support/validation';
import type { Peer } from './peer';

const SECURITY_HUB =
  'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19';
const DOCKER = 'https://docs.docker.com/engine/daemon/remote-access/';
const ETCD = 'https://etcd.io/docs/v3.6/op-guide/security/';
const RDS =
  'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html';
const KUBERNETES = 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/';

/** A port that whoever reaches it administers something or reads its data. */
interface SensitivePort {
  readonly from: number;
  /** @default - that port only */
  readonly to?: number;
  /** What usually listens there. */
  readonly name: string;
  readonly source: string;
}

/**
 * Ports of administration and of data, which attackers look for first. Those of web servers under development are left
 * out, although Security Hub has them: a published web server is what this library is for.
 */
const SENSITIVE_PORTS: readonly SensitivePort[] = [
  { from: 20, to: 21, name: 'FTP', source: SECURITY_HUB },
  { from: 22, name: 'SSH', source: SECURITY_HUB },
  { from: 23, name: 'Telnet', source: SECURITY_HUB },
  { from: 25, name: 'SMTP', source: SECURITY_HUB },
  { from: 135, name: 'RPC', source: SECURITY_HUB },
  { from: 445, name: 'SMB', source: SECURITY_HUB },
  { from: 1433, to: 1434, name: 'SQL Server', source: SECURITY_HUB },
  { from: 1521, name: 'Oracle Database', source: RDS },
  {
    from: 2049,
    name: 'NFS',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/network-access.html',
  },
  { from: 2375, to: 2376, name: 'Docker', source: DOCKER },
  { from: 2379, to: 2380, name: 'etcd', source: ETCD },
  { from: 3306, name: 'MySQL', source: SECURITY_HUB },
  { from: 3389, name: 'RDP', source: SECURITY_HUB },
  { from: 4333, name: 'mSQL', source: SECURITY_HUB },
  { from: 5432, name: 'PostgreSQL', source: SECURITY_HUB },
  {
    from: 5439,
    name: 'Redshift',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/security-network-isolation.html',
  },
  { from: 5500, name: 'VNC', source: SECURITY_HUB },
  { from: 5601, name: 'OpenSearch Dashboards', source: SECURITY_HUB },
  { from: 5672, name: 'RabbitMQ', source: 'https://www.rabbitmq.com/docs/networking' },
  { from: 5900, name: 'VNC', source: 'https://www.rfc-editor.org/rfc/rfc6143' },
  { from: 5984, name: 'CouchDB', source: 'https://docs.couchdb.org/en/stable/install/setup.html' },
  {
    from: 5985,
    to: 5986,
    name: 'WinRM',
    source:
      'https://learn.microsoft.com/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
  },
  {
    from: 6379,
    name: 'Redis',
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
  },
  { from: 6443, name: 'Kubernetes', source: KUBERNETES },
  {
    from: 7687,
    name: 'Neo4j',
    source: 'https://neo4j.com/docs/operations-manual/current/configuration/ports/',
  },
  {
    from: 8086,
    name: 'InfluxDB',
    source: 'https://docs.influxdata.com/influxdb/v2/reference/config-options/',
  },
  {
    from: 8500,
    name: 'Consul',
    source: 'https://developer.hashicorp.com/consul/docs/reference/architecture/ports',
  },
  {
    from: 9042,
    name: 'Cassandra',
    source: 'https://cassandra.apache.org/doc/latest/cassandra/getting-started/configuring.html',
  },
  {
    from: 9092,
    name: 'Kafka',
    source: 'https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html',
  },
  { from: 9200, name: 'Elasticsearch', source: SECURITY_HUB },
  { from: 9300, name: 'Elasticsearch', source: SECURITY_HUB },
  { from: 10250, name: 'kubelet', source: KUBERNETES },
  {
    from: 11211,
    name: 'Memcached',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html',
  },
  { from: 15672, name: 'RabbitMQ', source: 'https://www.rabbitmq.com/docs/networking' },
  {
    from: 27017,
    to: 27019,
    name: 'MongoDB',
    source: 'https://www.mongodb.com/docs/manual/reference/default-mongodb-port/',
  },
];

/** What usually listens on a port of administration or of data; undefined for any other port, and one not known yet. */
export function sensitiveService(port: number): string | undefined {
  if (!isKnown(port)) {
    return undefined;
  }
  return SENSITIVE_PORTS.find(({ from, to = from }) => from <= port && port <= to)?.name;
}

/** The largest ranges that one owner has: anything wider holds addresses of everybody. */
const WIDEST_OWNED = { ipv4: 8, ipv6: 16 };

/**
 * True for a peer that is everybody, or so much of the internet that it comes to the same: half of it is `0.0.0.0/1`.
 * What is not known yet, and what a prefix list holds, is not guessed.
 */
export function isEverybody({ rule: { cidrIpv4, cidrIpv6 } }: Peer): boolean {
  const range = cidrIpv4 ?? cidrIpv6;
  if (range === undefined || !isKnown(range)) {
    return false;
  }
  const [address = '', prefix = ''] = range.split('/');
  return Number(prefix) < (isIPv6(address) ? WIDEST_OWNED.ipv6 : WIDEST_OWNED.ipv4);
}
