import { Failure } from '../failure';
import { createProgress } from '../progress';
import type { LockLook, StateStore } from '../state/state-store';
import { judgeClock, placeChecks } from './place-checks';
import { preflight, type Check, type Finding } from './preflight';
import { stackChecks, stackWishes, type StackClients } from './stack-checks';

const check = (name: string, run: () => Promise<Finding>): Check => ({ name, run });
const good = check('account', async () => ({ kind: 'good', words: 'account 111122223333' }));
const bad = check('instance types', async () => ({
  kind: 'bad',
  problem: 'us-east-1e has no t3.micro',
  fix: 'choose another zone',
}));

/** What is printed, and what comes of it. */
async function look(checks: readonly Check[]): Promise<{ output: string; message?: string }> {
  let output = '';
  const stream = { write: (text: string) => ((output += text), true) };
  const progress = createProgress({ stream, environment: {} });
  try {
    await preflight(checks, { progress, color: false });
    return { output };
  } catch (error) {
    return { output, message: (error as Error).message };
  }
}

describe('the look before a deployment', () => {
  it('is one line where all is well', async () => {
    const { output } = await look([good, check('clock', async () => ({ kind: 'good' }))]);
    expect(output).toMatch(/^✓ Ready: account 111122223333 {2}\d+\.\d s\n$/);
  });

  it('is a table with every problem and what helps, and nothing is begun', async () => {
    const failing = check('state bucket', async () => {
      throw new Failure('state: no access to the bucket. Fix: check the credentials.');
    });
    const { message } = await look([good, bad, failing]);
    expect(message).toBe(
      [
        'preflight: 2 of 3 are not as a deployment needs them. Nothing was changed.',
        '  ✓ account         account 111122223333',
        '  ✗ instance types  us-east-1e has no t3.micro',
        '                    Fix: choose another zone',
        '  ✗ state bucket    no access to the bucket.',
        '                    Fix: check the credentials.',
      ].join('\n'),
    );
  });

  it('says what could not be looked at, and goes on', async () => {
    const broken = check('clock', async () => {
      throw new Error('fetch failed');
    });
    const { output, message } = await look([good, broken]);
    expect(output).toContain('Not looked at: clock: fetch failed');
    expect(message).toBeUndefined();
  });
});

describe('the clock', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  it.each([
    ['Thu, 26 Nov 2026 12:04:00 GMT', 'good'],
    ['Thu, 26 Nov 2026 12:20:00 GMT', 'bad'],
    ['no date', 'unknown'],
    [null, 'unknown'],
  ])('of AWS at %s is %s', (date, kind) => {
    expect(judgeClock(date, now).kind).toBe(kind);
  });

  it('says in which direction it is wrong', () => {
    const late = judgeClock('Thu, 26 Nov 2026 12:20:00 GMT', now);
    expect(late).toMatchObject({ problem: expect.stringContaining('20 minutes behind AWS') });
  });
});

describe('what a stack wants of its region', () => {
  const image = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/hello/server:v1';
  const wishes = stackWishes({
    resource: {
      aws_subnet: {
        a: { availability_zone: 'eu-west-1a' },
        b: { availability_zone: 'eu-west-1b' },
      },
      aws_launch_template: {
        l: { instance_type: 't3.micro' },
        m: { instance_type: '${var.type}' },
      },
      aws_ecs_task_definition: {
        t: { container_definitions: JSON.stringify([{ image }, { image: 'nginx' }]) },
        u: { container_definitions: '${jsonencode([])}' },
      },
    },
  });
  const clients = (zones: readonly string[], ecrError?: string): StackClients =>
    ({
      ec2: {
        send: async () => ({
          InstanceTypeOfferings: zones.map((Location) => ({ InstanceType: 't3.micro', Location })),
        }),
      },
      ecr: () => ({
        send: async () => {
          if (ecrError !== undefined) {
            throw Object.assign(new Error('not there'), {
              name: ecrError,
              $metadata: { httpStatusCode: 400 },
            });
          }
        },
      }),
    }) as unknown as StackClients;
  const findings = (from: StackClients) =>
    Promise.all(stackChecks(wishes, from).map(({ run }) => run()));

  it('is read where it is a literal, and left out where Terraform will know it', () => {
    expect(wishes).toMatchObject({
      instanceTypes: ['t3.micro'],
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      images: [{ reference: image, repository: 'hello/server', tag: 'v1', region: 'eu-west-1' }],
    });
    expect(stackWishes(null)).toEqual({ instanceTypes: [], availabilityZones: [], images: [] });
  });

  it('is there: the zones have the type, the image is in ECR', async () => {
    const found = await findings(clients(['eu-west-1a', 'eu-west-1b']));
    expect(found.map(({ kind }) => kind)).toEqual(['good', 'good']);
  });

  it('is not there: the zone without the type and those with it are named', async () => {
    const [types] = await findings(clients(['eu-west-1a', 'eu-west-1c']));
    expect(types).toEqual({
      kind: 'bad',
      problem: 'eu-west-1b has no t3.micro',
      fix: 'choose another instance type, or other zones: eu-west-1a, eu-west-1c have it',
    });
  });

  it('is not there: an image that nobody pushed', async () => {
    const zones = ['eu-west-1a', 'eu-west-1b'];
    const [, found] = await findings(clients(zones, 'ImageNotFoundException'));
    expect(found).toMatchObject({
      kind: 'bad',
      problem: `${image} is not in ECR, and this stack does not push it`,
    });
  });

  it('is not known where it may not be asked for', async () => {
    const [, found] = await findings(
      clients(['eu-west-1a', 'eu-west-1b'], 'AccessDeniedException'),
    );
    expect(found).toMatchObject({ kind: 'unknown' });
  });
});

describe('the checks of a place', () => {
  it('are none of AWS where the state lies in a file', () => {
    const settings = { stage: 'local', region: 'eu-west-1', accountId: '1' };
    const store = { place: '/w/terraform.tfstate', needsInit: false };
    expect(placeChecks({ command: 'deploy', settings, store } as never)).toEqual([]);
  });
});

describe('the lock of the state', () => {
  const settings = {
    stage: 'local',
    stack: 'hello',
    region: 'eu-west-1',
    accountId: '123456789012',
    environment: {},
    approval: 'none',
  } as unknown as Parameters<typeof placeChecks>[0]['settings'];
  const looked = async (answer: LockLook) => {
    const store = { place: 's3://states/a', lock: async () => answer } as unknown as StateStore;
    const checks = placeChecks({ command: 'plan', settings, store });
    return checks.find(({ name }) => name === 'state lock')?.run();
  };

  it('is good when nobody holds it, and named when somebody does', async () => {
    expect(await looked({ looked: true })).toEqual({ kind: 'good' });
    const lock = { id: '1', who: 'ann@desk', operation: 'apply', created: '' };
    expect(await looked({ looked: true, lock })).toMatchObject({
      words: 'the lock was taken by ann@desk',
    });
  });

  it('is not called good when it could not be looked at', async () => {
    const why = '400 BadRequest';
    expect(await looked({ looked: false, why })).toEqual({ kind: 'unknown', why });
    expect(await looked({ looked: false, why, keepsNone: true })).toEqual({ kind: 'good' });
  });
});
