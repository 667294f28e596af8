import { Instances } from './instances';
import type { Target } from './references';

const target = (block: string, rest: Partial<Target> = {}): Target => ({
  block,
  keys: new Map(),
  sameKey: false,
  ...rest,
});

/** What `from` means by the target, among these addresses. */
function meant(addresses: readonly string[], to: Target, from: string): readonly string[] {
  const instances = new Instances(addresses.map((address) => ({ address })));
  return instances.meant(to, from).map(({ address }) => address);
}

const inModules = [
  ...['module.net["a"].aws_vpc.main', 'module.net["b"].aws_vpc.main'],
  ...['module.net["b.c"].aws_vpc.main', 'module.net["b]"].aws_vpc.main'],
];
const counted = ['aws_subnet.all[0]', 'aws_subnet.all[1]', 'aws_subnet.all[2]'];
const both = ['module.m[0].aws_s.a[0]', 'module.m[0].aws_s.a[1]', 'module.m[1].aws_s.a[0]'];

describe('Instances.meant', () => {
  it('finds nothing for a block that the plan does not show', () => {
    expect(meant(inModules, target('aws_vpc.main'), 'aws_subnet.a')).toEqual([]);
  });

  it.each(['a', 'b', 'b.c', 'b]'])('finds the one of the module instance %s around', (key) => {
    const from = `module.net["${key}"].aws_subnet.a`;
    expect(meant(inModules, target('module.net.aws_vpc.main'), from)).toEqual([
      `module.net["${key}"].aws_vpc.main`,
    ]);
  });

  it('finds the one whose key the author gave', () => {
    const keys = new Map([['module.net', '["b"]']]);
    expect(meant(inModules, target('module.net.aws_vpc.main', { keys }), 'aws_subnet.a')).toEqual([
      'module.net["b"].aws_vpc.main',
    ]);
  });

  it('finds the one with the same key, from outside of the modules too', () => {
    const same = target('module.net.aws_vpc.main', { sameKey: true });
    expect(meant(inModules, same, 'aws_subnet.a["a"]')).toEqual(['module.net["a"].aws_vpc.main']);
    expect(meant(counted, target('aws_subnet.all', { sameKey: true }), 'aws_route.r[2]')).toEqual([
      'aws_subnet.all[2]',
    ]);
  });

  it('means all where nothing says which, and where the one that is meant is not there', () => {
    expect(meant(inModules, target('module.net.aws_vpc.main'), 'aws_subnet.a')).toEqual(inModules);
    expect(meant(counted, target('aws_subnet.all'), 'aws_route.r[2]')).toEqual(counted);
    const keys = new Map([['aws_subnet.all', '[7]']]);
    expect(meant(counted, target('aws_subnet.all', { keys }), 'aws_route.r')).toEqual(counted);
  });

  it('chooses the module instance first, then its own key', () => {
    const same = target('module.m.aws_s.a', { sameKey: true });
    expect(meant(both, same, 'module.m[0].aws_t.b[1]')).toEqual(['module.m[0].aws_s.a[1]']);
    expect(meant(both, same, 'module.m[1].aws_t.b[1]')).toEqual(['module.m[1].aws_s.a[0]']);
    expect(meant(both, target('module.m.aws_s.a'), 'module.m[0].aws_t.b')).toEqual(
      both.slice(0, 2),
    );
  });
});
