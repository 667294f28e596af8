import { inside, placeOf, placesIn } from './place';

const around = placeOf('environment');

describe('placesIn', () => {
  it('gives equal places as one object where nothing around them is special', () => {
    const place = placesIn({ cpu: 1 }, around)('cpu');
    expect(place).toEqual({ name: 'cpu', secret: false, digest: false, layers: 0 });
    expect(placesIn({ cpu: 2 }, placeOf('other'))('cpu')).toBe(place);
  });

  it('does not take what stands below a secret, or deeper, for what it has given before', () => {
    placesIn({ a: 1 }, around)('a');
    expect(placesIn({ a: 1 }, placeOf('password'))('a').secret).toBe(true);
    expect(placesIn({ a: 1 }, inside(around))('a').layers).toBe(1);
  });

  it('calls a value what stands beside it, whatever was called so before', () => {
    const plain = { name: 'LOG_LEVEL', value: 'info' };
    const secret = { name: 'DB_PASSWORD', value: 'hunter22' };
    expect(placesIn(plain, around)('value').secret).toBe(false);
    expect(placesIn(secret, around)('value')).toMatchObject({ name: 'DB_PASSWORD', secret: true });
    expect(placesIn({ value: 'hunter22' }, placeOf('api_key'))('value').secret).toBe(true);
  });

  it('tells a part of a statement from an attribute with the same name', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', token: 'x' };
    expect(placesIn(statement, around)('Resource').part).toBe('names');
    expect(placesIn({ Resource: '*' }, around)('Resource').part).toBeUndefined();
    const condition = placesIn(statement, around)('Condition');
    const keys = placesIn({}, condition)('StringEquals');
    expect(placesIn({}, keys)('aws:RequestTag/Password').secret).toBe(true);
    expect(placesIn({}, keys)('aws:PrincipalTag').secret).toBe(false);
  });

  it('shows who signs a token and for whom, and nothing else of what is called so', () => {
    const place = placesIn({}, placeOf('jwt_configuration'));
    expect(['issuer', 'audience', 'hmac'].map((key) => place(key).secret)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
