import { fixedAnswer, redirectAnswer } from './answers';

const request = {
  protocol: 'http' as const,
  host: 'shop.example',
  port: 80,
  url: '/a/b?c=d',
  listensAt: (port: number) => (port === 443 ? 8443 : port),
};

describe('redirectAnswer', () => {
  it.each([
    [{}, 'http://shop.example:80/a/b?c=d'],
    [{ Host: 'www.#{host}', Port: '443' }, 'http://www.shop.example:443/a/b?c=d'],
    [{ Path: '/new/#{path}', Query: '' }, 'http://shop.example:80/new/a/b'],
    [{ Query: '#{query}&from=#{port}' }, 'http://shop.example:80/a/b?c=d&from=80'],
  ])('fills in %j', (settings, location) => {
    expect(redirectAnswer(settings, request).headers['location']).toBe(location);
  });

  it('leads to where this balancer really listens, when its port had to move', () => {
    const settings = { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_302' };
    expect(redirectAnswer(settings, request)).toMatchObject({
      status: 302,
      headers: { location: 'https://shop.example:8443/a/b?c=d' },
    });
  });
});

describe('fixedAnswer', () => {
  it('says what it is told, and nothing where it is told nothing', () => {
    const settings = { StatusCode: '418', ContentType: 'text/html', MessageBody: '<p>' };
    expect(fixedAnswer(settings)).toMatchObject({ status: 418, body: '<p>' });
    expect(fixedAnswer({ StatusCode: '404' })).toMatchObject({ status: 404, body: '' });
  });
});
