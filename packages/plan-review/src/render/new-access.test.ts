import type { AccessChange } from '../model';
import { isExposed } from './new-access';

const row = (
  kind: AccessChange['kind'],
  after: Readonly<Record<string, string>>,
  decided = true,
): AccessChange => ({ kind, address: 'a.b', direction: 'widened', decided, why: '', after });

const rule = (peer: string, direction = 'ingress') => row('security-group', { direction, peer });

it.each<[string, AccessChange, boolean]>([
  ['the whole internet', rule('0.0.0.0/0'), true],
  ['the whole internet, IPv6', rule('::/0'), true],
  ['a public range', rule('203.0.113.0/24'), true],
  ['a public range that begins like a private one', rule('172.32.0.0/16'), true],
  ['a prefix list, which may hold anything', rule('pl-123'), true],
  ['a private range', rule('10.0.0.0/8'), false],
  ['a private range of the middle', rule('172.16.0.0/12'), false],
  ['another group', rule('aws_security_group.a'), false],
  ['another group of a module', rule('module.a.aws_security_group.a'), false],
  ['a way out', rule('0.0.0.0/0', 'egress'), false],
  ['a rule that cannot be read', row('security-group', { peer: '(not readable)' }, false), true],
  [
    'a service of AWS that takes a role',
    row('trust', { principal: 'Service ec2.amazonaws.com' }),
    false,
  ],
  ['everybody who takes a role', row('trust', { principal: '*' }), true],
  ['another account', row('trust', { principal: 'arn:aws:iam::1:root' }), true],
  ['a service and somebody', row('trust', { principal: 'Service a.b, Federated x' }), true],
  ['one action on all', row('iam', { action: 'logs:PutLogEvents', resource: '*' }), false],
  ['all actions on all', row('iam', { action: '*', resource: '*' }), true],
  ['all actions of a service on all', row('iam', { action: 'a:B, s3:*', resource: '*' }), true],
  ['all actions of a service on one', row('iam', { action: 's3:*', resource: 'arn:x' }), false],
  ['all actions but some', row('iam', { action: 'all but iam:X', resource: '*' }), true],
  ['a permission of which nothing is known', row('iam', {}, false), true],
  [
    'administrators',
    row('managed-policy', { policy: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    true,
  ],
  [
    'a policy of one service',
    row('managed-policy', { policy: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' }),
    false,
  ],
  ['a policy of somebody', row('managed-policy', { policy: 'arn:aws:iam::1:policy/x' }), true],
  ['a public address', row('exposure', { setting: 'public IPv4 address' }), true],
  ['a role of its own', row('exposure', { setting: 'task role' }), false],
])('%s', (_name, change, exposed) => {
  expect(isExposed(change)).toBe(exposed);
});
