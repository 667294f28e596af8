import { typeOf } from './forget';

describe('typeOf', () => {
  it.each([
    ['docker_image.Image', 'docker_image'],
    ['docker_image.Image[0]', 'docker_image'],
    ['module.a.docker_image.b["x.y"]', 'docker_image'],
    ['module.a["x.y"].module.b[0].docker_image.c', 'docker_image'],
    ['data.docker_image.a', ''],
    ['module.a.data.docker_image.b', ''],
    ['', ''],
  ])('reads %j', (address, type) => expect(typeOf(address)).toBe(type));
});
