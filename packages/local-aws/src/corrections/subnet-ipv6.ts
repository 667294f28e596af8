import type { AwsCall } from '../gateway/aws-call';
import type { Correction, Handler } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { filtersIn, like, type QueryFilter } from '../gateway/query-filters';
import { parseXml, record, records, text, type XmlRecord } from '../gateway/xml';

const PAGE = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html';

/**
 * The IPv6 ranges of subnets can be looked for, and each has a state. moto fails of the filters, with which Terraform
 * reads its subnets, and writes a state that nobody understands.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
 */
export function subnetIpv6(): readonly Correction[] {
  return [
    {
      name: 'subnet-ipv6-filters',
      page: PAGE,
      service: 'ec2',
      actions: ['DescribeSubnets'],
      handle: byRange,
    },
    {
      name: 'subnet-ipv6',
      page: PAGE,
      service: 'ec2',
      actions: ['DescribeSubnets', 'CreateSubnet', 'CreateDefaultSubnet'],
      handle: async (call, next) => {
        const answer = await next(call);
        const told = answer.body.toString('utf8').replace(STATE, '<state>$1</state>');
        return { ...answer, body: Buffer.from(told) };
      },
    },
  ];
}

/** A Python dictionary as a text, with quotes or with what stands for them. */
const STATE =
  /<state>\{[^<]*?State[^<]*?:\s*(?:'|&#39;|&apos;)([a-z]+)(?:'|&#39;|&apos;)\}<\/state>/g;

const FILTERS: Readonly<Record<string, (association: XmlRecord) => string | undefined>> = {
  'ipv6-cidr-block-association.association-id': ({ associationId }) => text(associationId),
  'ipv6-cidr-block-association.ipv6-cidr-block': ({ ipv6CidrBlock }) => text(ipv6CidrBlock),
  'ipv6-cidr-block-association.state': ({ ipv6CidrBlockState }) =>
    text(record(ipv6CidrBlockState)['state']),
};

/** Asks without these filters first, and then for the subnets that they let through. */
async function byRange(call: AwsCall, next: Handler): ReturnType<Handler> {
  const parameters = queryParameters(call);
  const [first, ...others] = filtersIn(parameters).filter(({ name }) => name in FILTERS);
  if (first === undefined) {
    return next(call);
  }
  const rest = new URLSearchParams(
    [...parameters].filter(
      ([name]) => ![first, ...others].some(({ prefix }) => name.startsWith(prefix)),
    ),
  );
  const all = await next({ ...call, body: Buffer.from(rest.toString()) });
  if (all.status !== 200) {
    return all;
  }
  const subnets = records(record(parseXml(all.body)['DescribeSubnetsResponse'])['subnetSet']);
  const ids = subnets
    .filter((subnet) => [first, ...others].every((filter) => fits(subnet, filter)))
    .flatMap(({ subnetId }) => text(subnetId) ?? []);
  rest.set(`${first.prefix}Name`, 'subnet-id');
  // No subnet has this name.
  for (const [index, id] of (ids.length === 0 ? ['subnet-none'] : ids).entries()) {
    rest.set(`${first.prefix}Value.${index + 1}`, id);
  }
  return next({ ...call, body: Buffer.from(rest.toString()) });
}

function fits(subnet: XmlRecord, { name, values }: QueryFilter): boolean {
  return records(subnet['ipv6CidrBlockAssociationSet']).some((association) => {
    const own = FILTERS[name]?.(association);
    return own !== undefined && values.some((value) => like(value, own));
  });
}
