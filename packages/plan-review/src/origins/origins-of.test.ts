import { originsOf } from './origins-of';

const commented = (comment: object): object => ({ '//': comment });

describe('originsOf', () => {
  it('reads construct paths of resources and data sources', () => {
    const stack = {
      resource: { aws_vpc: { a: commented({ metadata: { path: 'Hello/Vpc' } }), b: {} } },
      data: { aws_ami: { c: commented({ metadata: { path: 'Hello/Image' } }) } },
    };
    expect(originsOf(stack).origins).toEqual({
      'aws_vpc.a': { path: 'Hello/Vpc' },
      'data.aws_ami.c': { path: 'Hello/Image' },
    });
  });

  it.each([
    ['new HelloStack (apps/infra/src/hello-stack.ts:41:5)', 'apps/infra/src/hello-stack.ts:41'],
    ['apps/infra/src/main.ts:7:1', 'apps/infra/src/main.ts:7'],
    ['at Object.<anonymous> (file:///w/src/main.ts:7:1)', '/w/src/main.ts:7'],
  ])('reads the source line of %s', (frame, source) => {
    const stackTrace = ['new Vpc (/w/node_modules/x/lib/vpc.js:1:1)', 'node:internal/x:1:1', frame];
    const metadata = { path: 'Hello/Vpc', stackTrace };
    const { origins } = originsOf({ resource: { aws_vpc: { a: commented({ metadata }) } } });
    expect(origins['aws_vpc.a']).toEqual({ path: 'Hello/Vpc', source });
  });

  it('reads acknowledgements of the stack and of a resource', () => {
    const one = { id: 'A', reason: 'r', expires: '2027-01-01', constructPath: 'Hello/Hosts' };
    const two = { id: 'B', reason: 's' };
    const stack = {
      ...commented({ metadata: {}, acknowledgements: [one, { id: 'no reason' }, 7] }),
      resource: {
        aws_vpc: { a: commented({ metadata: { path: 'Hello/Vpc' }, acknowledgements: [two] }) },
      },
    };
    expect(originsOf(stack).acknowledgements).toEqual([
      one,
      { ...two, constructPath: 'Hello/Vpc' },
    ]);
  });

  it.each([undefined, null, 7, [], { resource: [] }, { resource: { aws_vpc: 1 } }])(
    'finds nothing in %j',
    (stack) => {
      expect(originsOf(stack)).toEqual({ origins: {}, acknowledgements: [] });
    },
  );
});
