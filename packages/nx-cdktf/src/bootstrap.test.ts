import { nameProblem } from './bootstrap';

describe('the name of a bucket', () => {
  it.each(['hello-states', 'a.b', '0ab', `a${'b'.repeat(62)}`])('may be %s', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    ['ab', '2 characters'],
    [`a${'b'.repeat(63)}`, '64 characters'],
    ['Hello', 'other characters'],
    ['hello_states', 'other characters'],
    ['-hello', 'other characters'],
    ['a..b', 'like an address'],
    ['10.0.0.1', 'like an address'],
    ['xn--hello', 'for itself'],
    ['hello-s3alias', 'for itself'],
  ])('may not be %s', (name, why) => {
    expect(nameProblem(name)).toContain(why);
  });
});
