import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { publicAddresses, replaceAddresses } from './public-addresses';

const pairs = [['54.1.2.3', '127.0.0.11']] as const;

describe('replaceAddresses', () => {
  it('replaces addresses and DNS names that are whole values', () => {
    const xml =
      '<ip>54.1.2.3</ip><dns>ec2-54-1-2-3.compute-1.amazonaws.com</dns><d>ip-54-1-2-3.ec2.internal</d>';
    expect(replaceAddresses(xml, pairs)).toBe(
      '<ip>127.0.0.11</ip><dns>127.0.0.11</dns><d>127.0.0.11</d>',
    );
  });

  it('leaves longer values and other addresses alone', () => {
    const xml =
      '<a>54.1.2.30</a><b>x54.1.2.3</b><c>54.1.2.3/32</c><d>ip-54-1-2-30.ec2.internal</d>';
    expect(replaceAddresses(xml, pairs)).toBe(xml);
  });
});

describe('publicAddresses', () => {
  it('asks moto for the address moto knows', async () => {
    const moto = new FakeMoto({ DescribeInstances: '<ipAddress>54.1.2.3</ipAddress>' });
    const call = internalCall('ec2', 'us-east-1', 'DescribeInstances', {
      'Filter.1.Name': 'ip-address',
      'Filter.1.Value.1': '127.0.0.11',
    });
    const answer = await correct([publicAddresses({ pairs: () => pairs })], call, (given) =>
      moto.answer(given),
    );
    expect(moto.calls[0]?.parameters['Filter.1.Value.1']).toBe('54.1.2.3');
    expect(answer.body.toString()).toContain('<ipAddress>127.0.0.11</ipAddress>');
  });
});
