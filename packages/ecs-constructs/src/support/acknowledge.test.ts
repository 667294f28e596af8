import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { synth } from '../testing';
import { acknowledge } from './acknowledge';

/** What stands in the file; cdktf's in-memory synthesis leaves the stack's comment out. */
function stored(build: (stack: TerraformStack) => void): unknown {
  const app = Testing.app();
  try {
    const stack = new TerraformStack(app, 'Test');
    build(stack);
    const file = join(Testing.fullSynth(stack), 'stacks/Test/cdk.tf.json');
    const content = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly '//': { readonly acknowledgements?: unknown };
    };
    return content['//'].acknowledgements;
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

test('an acknowledgement stands in the synthesized stack with the path of its construct', () => {
  const acknowledgements = stored((stack) => {
    const network = new Construct(stack, 'Network');
    acknowledge(network, { id: 'CKV_AWS_130', reason: 'hosts have no NAT gateway' });
    acknowledge(stack, {
      id: 'AWS-0104',
      reason: 'images come from anywhere',
      expires: '2027-03-31',
    });
    acknowledge(network, { id: 'CKV2_AWS_11', reason: 'flow logs cost money', of: 'all' });
  });
  expect(acknowledgements).toEqual([
    {
      constructPath: 'Test',
      id: 'AWS-0104',
      reason: 'images come from anywhere',
      expires: '2027-03-31',
    },
    { constructPath: 'Test/Network', id: 'CKV_AWS_130', reason: 'hosts have no NAT gateway' },
    { constructPath: 'Test/Network', id: 'CKV2_AWS_11', reason: 'flow logs cost money', of: 'all' },
  ]);
});

test('a stack without acknowledgements says nothing of them', () => {
  expect(stored(() => undefined)).toBeUndefined();
});

test.each([
  ['', 'a good reason given', undefined, /Test: acknowledge needs the id of one rule; got ""/],
  ['two ids', 'a good reason given', undefined, /needs the id of one rule; got "two ids"/],
  [
    'CKV_AWS_130',
    'ok',
    undefined,
    /CKV_AWS_130 needs a reason that a reviewer understands, in at least three words; got "ok"/,
  ],
  [
    'CKV_AWS_130',
    'a good reason given',
    'next year',
    /expires must be a date such as 2027-03-31; got "next year"/,
  ],
  ['CKV_AWS_130', 'a good reason given', '2027-02-30', /expires must be a date/],
])('an acknowledgement of %p because of %p until %p is refused', (id, reason, expires, message) => {
  expect(() => synth((stack) => acknowledge(stack, { id, reason, expires }))).toThrow(message);
});

test('an acknowledgement of nothing is refused', () => {
  expect(() =>
    synth((stack) => acknowledge(stack, { id: 'X', reason: 'a good reason given', of: ' ' })),
  ).toThrow(
    /Test: acknowledge X: of must say what is accepted; got " "\. Copy it from the finding/,
  );
});
