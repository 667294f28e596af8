import type { AcknowledgementInput, Finding } from '../model';
import { accepts, acceptsWithout, acknowledgementOf } from './acceptance';

const port = (detail: string): Finding => ({
  ruleId: 'ecs-ec2/open-to-the-internet',
  tool: 'plan-review',
  level: 'warn',
  message: 'm',
  detail,
  address: 'module.web.aws_security_group.s["a"]',
  constructPath: 'Hello/Web/Group',
});
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
const checkov = (ruleId: string): Finding => {
  const found: Mutable<Finding> = { ...port(''), ruleId, tool: 'Checkov' };
  delete found.detail;
  return found;
};
const input = (more: Partial<AcknowledgementInput>): AcknowledgementInput => ({
  id: 'ecs-ec2/open-to-the-internet',
  reason: 'it is for everybody',
  ...more,
});

describe('accepts', () => {
  it('holds what was accepted, and not the place', () => {
    expect(accepts(input({ of: '80/tcp' }), port('80/tcp'))).toBe(true);
    expect(accepts(input({ of: '80/tcp' }), port('5432/tcp'))).toBe(false);
    expect(accepts(input({}), port('80/tcp'))).toBe(false);
    expect(acceptsWithout(input({}), port('80/tcp'))).toBe(true);
    expect(acceptsWithout(input({ of: '443/tcp' }), port('80/tcp'))).toBe(false);
  });

  it('takes the id of another tool where that tool finds exactly this', () => {
    expect(accepts(input({ id: 'CKV_AWS_260' }), port('80/tcp'))).toBe(true);
    expect(accepts(input({ id: 'CKV_AWS_260' }), port('443/tcp'))).toBe(false);
    expect(accepts(input({ of: '80/tcp' }), checkov('CKV_AWS_260'))).toBe(true);
    expect(accepts(input({ of: '443/tcp' }), checkov('CKV_AWS_260'))).toBe(false);
    expect(accepts(input({ id: 'CKV_AWS_260' }), checkov('CKV_AWS_260'))).toBe(true);
    expect(accepts(input({ id: 'CKV_AWS_24' }), checkov('CKV_AWS_260'))).toBe(false);
  });

  it.each([
    [{ constructPath: 'Hello/Web' }, true],
    [{ constructPath: 'Hello/Web/Group' }, true],
    [{ constructPath: 'Hello/We' }, false],
    [{ address: 'module.web.aws_security_group.s' }, true],
    [{ address: 'module.web.aws_security_group.s["a"]' }, true],
    [{ address: 'module.web.aws_security_group.s["b"]' }, false],
    [{ address: 'module.web.*' }, true],
    [{ address: 'module.we' }, false],
    [{ address: 'aws_security_group.s' }, false],
    [{ address: '*' }, true],
    [{}, true],
  ])('at %j: %s', (place, expected) => {
    expect(accepts(input({ of: '80/tcp', ...place }), port('80/tcp'))).toBe(expected);
  });

  it('does not accept by address what another tool finds nowhere', () => {
    const nowhere: Mutable<Finding> = checkov('CKV_AWS_1');
    delete nowhere.address;
    delete nowhere.constructPath;
    expect(accepts(input({ id: 'CKV_AWS_1', address: '*' }), nowhere)).toBe(false);
    expect(accepts(input({ id: 'CKV_AWS_1' }), nowhere)).toBe(true);
  });
});

test('an acceptance counts until its day begins', () => {
  const expires = '2026-11-23';
  expect(acknowledgementOf(input({ expires }), new Date('2026-11-22T23:59:59Z')).expired).toBe(
    false,
  );
  expect(acknowledgementOf(input({ expires }), new Date('2026-11-23T00:00:00Z')).expired).toBe(
    true,
  );
});
