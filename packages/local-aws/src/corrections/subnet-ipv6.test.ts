import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { parseXml, record, records, text } from '../gateway/xml';
import { FakeMoto } from '../testing/fake-moto';
import { subnetIpv6 } from './subnet-ipv6';

const subnet = (id: string, range?: string): string =>
  `<item><subnetId>${id}</subnetId><ipv6CidrBlockAssociationSet>` +
  (range === undefined
    ? ''
    : `<item><associationId>assoc-${id}</associationId><ipv6CidrBlock>${range}</ipv6CidrBlock>` +
      "<ipv6CidrBlockState><state>{'State': 'associated'}</state></ipv6CidrBlockState></item>") +
  '</ipv6CidrBlockAssociationSet></item>';
const DescribeSubnets = `<subnetSet>${subnet('a', '2001:db8::/64')}${subnet('b')}${subnet('c', '2001:db8:0:1::/64')}</subnetSet>`;

/** Which subnets moto is asked for in the end, beside what moto answers. */
async function ask(
  parameters: Record<string, string>,
): Promise<{ readonly asked: Readonly<Record<string, string>>[]; readonly states: unknown[] }> {
  const moto = new FakeMoto({ DescribeSubnets });
  const call = internalCall('ec2', 'eu-west-1', 'DescribeSubnets', parameters);
  const answer = await correct(subnetIpv6(), call, (given) => moto.answer(given));
  const subnets = records(record(parseXml(answer.body)['DescribeSubnetsResponse'])['subnetSet']);
  return {
    asked: moto.seen('DescribeSubnets').map((seen) => ({ ...seen.parameters })),
    states: subnets
      .flatMap((one) => records(one['ipv6CidrBlockAssociationSet']))
      .map(({ ipv6CidrBlockState }) => text(record(ipv6CidrBlockState)['state'])),
  };
}
const filter = (index: number, name: string, ...values: readonly string[]) => ({
  [`Filter.${index}.Name`]: name,
  ...Object.fromEntries(values.map((value, at) => [`Filter.${index}.Value.${at + 1}`, value])),
});
const PREFIX = 'ipv6-cidr-block-association';

describe('subnetIpv6', () => {
  it('says the state of a range in the word of AWS', async () => {
    expect((await ask({})).states).toEqual(['associated', 'associated']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['association-id', ['assoc-c'], ['c']],
    ['association-id', ['assoc-a', 'assoc-c'], ['a', 'c']],
    ['association-id', ['assoc-b'], ['subnet-none']],
    ['ipv6-cidr-block', ['2001:db8:0:*'], ['c']],
    ['ipv6-cidr-block', ['2001.db8*'], ['subnet-none']],
    ['state', ['associated'], ['a', 'c']],
    ['state', ['disassociated'], ['subnet-none']],
  ])('finds subnets by %s %j', async (name, values, found) => {
    const { asked } = await ask(filter(1, `${PREFIX}.${name}`, ...values));
    expect(asked.at(-1)).toMatchObject(filter(1, 'subnet-id', ...found));
    expect(asked.at(-1)).not.toHaveProperty([`Filter.1.Value.${found.length + 1}`]);
  });

  it('leaves every other filter to moto, and wants all of its own to fit', async () => {
    const { asked } = await ask({
      ...filter(1, 'vpc-id', 'vpc-1'),
      ...filter(2, `${PREFIX}.state`, 'associated'),
      ...filter(3, `${PREFIX}.association-id`, 'assoc-a', 'assoc-b'),
    });
    expect(asked[0]).toMatchObject(filter(1, 'vpc-id', 'vpc-1'));
    expect(asked[0]).not.toHaveProperty(['Filter.2.Name']);
    expect(asked[1]).toMatchObject({
      ...filter(1, 'vpc-id', 'vpc-1'),
      ...filter(2, 'subnet-id', 'a'),
    });
    expect(asked[1]).not.toHaveProperty(['Filter.3.Name']);
  });

  it('asks once where there is no such filter', async () => {
    expect((await ask(filter(1, 'vpc-id', 'vpc-1'))).asked).toHaveLength(1);
  });
});
