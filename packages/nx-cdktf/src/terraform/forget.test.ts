import { addressesOf } from './forget';

describe('addressesOf', () => {
  const of = (...addresses: readonly string[]): readonly string[] =>
    addressesOf(
      addresses.map((address) => ({ address, type: 'docker_image' })),
      ['docker_image'],
    );

  it.each([
    ['docker_image.a', 'docker_image.a'],
    ['docker_image.a[0]', 'docker_image.a'],
    ['module.a.docker_image.b["x.y"]', 'module.a.docker_image.b'],
    ['module.a["x"].docker_image.b["say \\"]\\" ${x}"]', 'module.a["x"].docker_image.b'],
    ['module.a["x.y"].module.b[0].docker_image.c', 'module.a["x.y"].module.b[0].docker_image.c'],
  ])('names all instances of %s', (address, whole) => expect(of(address)).toEqual([whole]));

  it('names each resource once, and none of another type', () => {
    expect(of('docker_image.a[0]', 'docker_image.a[1]', 'docker_image.b')).toEqual([
      'docker_image.a',
      'docker_image.b',
    ]);
    expect(addressesOf([{ address: 'aws_vpc.a', type: 'aws_vpc' }], ['docker_image'])).toEqual([]);
  });
});
