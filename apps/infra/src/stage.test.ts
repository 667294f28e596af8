import type { StageValues } from './stage';

// What a stage's file says is typed: `nx typecheck infra` fails where one of these lines would compile.

const accountId = '111122223333';

/** Each is one mistake in a stage's file. */
const mistakes: readonly StageValues[] = [
  // @ts-expect-error - the account has no default
  { region: 'eu-west-1' },
  // @ts-expect-error - a misspelt field
  { accountId, nickName: 'ada' },
  // @ts-expect-error - a misspelt field of a group
  { accountId, service: { desiredCuont: 2 } },
  // @ts-expect-error - a text where a number belongs
  { accountId, service: { desiredCount: '2' } },
  // @ts-expect-error - a number where a text belongs
  { accountId: 111122223333 },
  // @ts-expect-error - a value that is none of those allowed
  { accountId, hosts: { operatingSystem: 'windows' } },
  // @ts-expect-error - a network that exists needs its subnets
  { accountId, network: { kind: 'adopt', vpcId: 'vpc-0abc' } },
  // @ts-expect-error - a field of the other kind of network
  { accountId, network: { kind: 'adopt', vpcId: 'vpc-0', subnets: [], cidrBlock: '10.0.0.0/16' } },
  // @ts-expect-error - one AZ instead of a list
  { accountId, network: { availabilityZones: 'us-east-1a' } },
  // @ts-expect-error - the name of the stage is the name of its file
  { accountId, stage: 'blue' },
];

describe('StageValues', () => {
  it('compiles with one field of a group', () => {
    const values: StageValues = {
      accountId,
      network: { cidrBlock: '10.1.0.0/16' },
      service: { desiredCount: 2 },
      state: { bucket: 'a-bucket-of-ours' },
    };
    expect(values.service).toEqual({ desiredCount: 2 });
  });

  it('does not compile with a mistake', () => {
    expect(mistakes).toHaveLength(10);
  });
});
