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

  it('takes lists of texts where texts or lists of them may stand', () => {
    const statement = { actions: ['s3:GetObject'], resources: ['*'] };
    const conditions = { StringLike: { 'aws:PrincipalArn': ['one', 'other'], 'aws:via': 'x' } };
    const check = (more: object) => () =>
      requireShape('Here', 'PolicyStatement', { ...statement, ...more });
    expect(check({ conditions })).not.toThrow();
    expect(check({ conditions: { StringLike: { 'aws:via': 1 } } })).toThrow('aws:via');
  });
});
