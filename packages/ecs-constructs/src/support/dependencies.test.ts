import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { synth } from '../testing';
import { dependOn } from './dependencies';

describe('dependOn', () => {
  it('names every resource once, however often it is asked', () => {
    const template = synth((stack) => {
      const [first, second, third] = ['A', 'B', 'C'].map((id) => new Vpc(stack, id, {}));
      if (first === undefined || second === undefined || third === undefined) {
        return;
      }
      dependOn(first, second, third);
      dependOn(first, third);
    });
    expect(template).toHaveResourceAt('A', { depends_on: ['aws_vpc.B', 'aws_vpc.C'] });
  });
});
