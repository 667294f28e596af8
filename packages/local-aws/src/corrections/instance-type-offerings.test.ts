import { recogniseCall } from '../gateway/aws-call';
import { correct } from '../gateway/correction';
import { signedWith } from '../testing/signed-headers';
import { instanceTypeOfferings } from './instance-type-offerings';

const NOTHING = '<R><instanceTypeOfferingSet/></R>';
const SOMETHING =
  '<R><instanceTypeOfferingSet><item><instanceType>t3.nano</instanceType></item></instanceTypeOfferingSet></R>';

/** Asks for t3.micro in two zones of a region, of which moto knows this. */
const ask = async (filtered: string, all: string): Promise<string> => {
  const parameters = {
    Action: 'DescribeInstanceTypeOfferings',
    LocationType: 'availability-zone',
    'Filter.1.Name': 'location',
    'Filter.1.Value.1': 'cn-north-1a',
    'Filter.1.Value.2': 'cn-north-1b',
    'Filter.2.Name': 'instance-type',
    'Filter.2.Value.1': 't3.micro',
  };
  const headers = {
    authorization: signedWith('A', 'ec2'),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = Buffer.from(new URLSearchParams(parameters).toString());
  const moto = (call: { readonly body: Buffer }) =>
    Promise.resolve({
      status: 200,
      headers: {},
      body: Buffer.from(call.body.toString().includes('Filter') ? filtered : all),
    });
  const call = recogniseCall('POST', '/', headers, body);
  return (await correct([instanceTypeOfferings()], call, moto)).body.toString();
};

describe('instanceTypeOfferings', () => {
  it('offers what is asked for in a region of which moto knows nothing', async () => {
    const item = (zone: string) =>
      `<item><instanceType>t3.micro</instanceType><locationType>availability-zone</locationType><location>${zone}</location></item>`;
    expect(await ask(NOTHING, NOTHING)).toBe(
      `<R><instanceTypeOfferingSet>${item('cn-north-1a')}${item('cn-north-1b')}</instanceTypeOfferingSet></R>`,
    );
  });

  it('leaves the answer as it is where moto knows the region: a zone may really not have it', async () => {
    expect(await ask(NOTHING, SOMETHING)).toBe(NOTHING);
    expect(await ask(SOMETHING, SOMETHING)).toBe(SOMETHING);
  });
});
