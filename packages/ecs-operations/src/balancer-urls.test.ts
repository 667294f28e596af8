import { balancerUrl } from './balancer-urls';

describe('balancerUrl', () => {
  it.each([
    ['HTTP', 80, 'http://lb.example/'],
    ['HTTPS', 443, 'https://lb.example/'],
    ['HTTP', 8080, 'http://lb.example:8080/'],
    ['TCP', 443, 'tcp://lb.example:443/'],
  ])('writes a listener of %s on %i as %s', (Protocol, Port, url) => {
    expect(balancerUrl({ DNSName: 'lb.example' }, { Protocol: Protocol as 'HTTP', Port })).toEqual({
      url,
    });
  });

  it('says that an internal one answers only inside', () => {
    const { note } = balancerUrl(
      { DNSName: 'lb', Scheme: 'internal' },
      { Protocol: 'HTTP', Port: 80 },
    );
    expect(note).toContain('internal');
  });
});
