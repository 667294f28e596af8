import { requireShape } from './require-shape';

const portMapping = (options: Readonly<Record<string, unknown>>) => () =>
  requireShape('Here', 'PortMapping', options);

describe('requireShape', () => {
  it('takes the options of a wider type: a subclass has more of them', () => {
    expect(portMapping({ containerPort: 80, team: 'web', stage: 'blue' })).not.toThrow();
  });

  it.each([
    ['hostport', 'hostPort'],
    ['hostPrt', 'hostPort'],
    ['hsotPort', 'hostPort'],
    ['nme', 'name'],
  ])('refuses %s where %s is missing', (misspelt, meant) => {
    expect(portMapping({ containerPort: 80, [misspelt]: 80 })).toThrow(
      `Here: PortMapping has no ${misspelt}; got 80. Did you mean ${meant}?`,
    );
  });

  it('takes a name that is near to an option that is there', () => {
    expect(portMapping({ containerPort: 80, containerPorts: [80] })).not.toThrow();
  });

  it('takes a short name that would have to lose two letters', () => {
    expect(portMapping({ containerPort: 80, game: 'chess', same: 1 })).toThrow(
      'Did you mean name?',
    );
    expect(portMapping({ containerPort: 80, lane: 1 })).not.toThrow();
  });
});
