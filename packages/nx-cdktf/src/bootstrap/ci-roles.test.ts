import { ciRoles, parseRepository } from './ci-roles';

const policy = { Version: '2012-10-17', Statement: [] } as const;
const rolesOf = (ci: string) =>
  ciRoles({
    stack: 'hello',
    ci: parseRepository(ci),
    accountId: '111122223333',
    region: 'eu-west-1',
    plan: policy,
    deploy: policy,
  });

describe('the roles of a CI', () => {
  it('let any pull request plan, and only the branch deploy', () => {
    const [plan, deploy] = rolesOf('hello-org/hello').map(({ name, trust }) => ({
      name,
      trust: JSON.stringify(trust),
    }));
    expect(plan?.name).toBe('hello-plan');
    expect(plan?.trust).toContain(
      '["repo:hello-org/hello:pull_request","repo:hello-org/hello:ref:refs/heads/main"]',
    );
    expect(deploy?.name).toBe('hello-deploy');
    expect(deploy?.trust).toContain('["repo:hello-org/hello:ref:refs/heads/main"]');
    expect(deploy?.trust).not.toContain('pull_request');
    expect(`${plan?.trust}${deploy?.trust}`).not.toMatch(/\*|StringLike/);
    expect(deploy?.trust).toContain(
      '"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"',
    );
  });

  it('take another branch when it is named', () => {
    expect(JSON.stringify(rolesOf('hello-org/hello@release/1'))).toContain('refs/heads/release/1');
  });

  it.each(['', 'hello', 'a/b/c', '*/hello', 'hello-org/*', 'a/b@', 'a/b@x y'])(
    'are for one repository: %j is refused',
    (text) => {
      expect(() => parseRepository(text)).toThrow(/ci: must name a repository on GitHub; got/);
    },
  );
});
