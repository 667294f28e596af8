import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTerminal } from './render/terminal/terminal';
import type { ReviewedChange } from './model';
import { reviewPlan } from './review';
import * as fixtures from './testing/fixtures';

// Made by terraform 1.11.4 from terraform_data resources.
function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8'));
}

function changeOf(plan: unknown, address: string): ReviewedChange {
  const change = reviewPlan(plan).changes.find((candidate) => candidate.address === address);
  if (change === undefined) {
    throw new Error(`no change of ${address}`);
  }
  return change;
}

function planOf(resource: object): unknown {
  const change = { address: 'aws_vpc.a', type: 'aws_vpc', name: 'a', mode: 'managed', ...resource };
  return { format_version: '1.2', resource_changes: [change] };
}

describe('reviewPlan', () => {
  it('finds no changes where nothing changes', () => {
    const review = reviewPlan(fixture('no-changes'));
    expect(review.outcome).toBe('no-changes');
    expect(review.changes).toEqual([]);
    expect(review.outputs).toEqual([]);
  });

  it('counts each fate once', () => {
    expect(reviewPlan(fixture('mixed')).counts).toEqual({
      create: 1,
      update: 1,
      replace: 2,
      destroy: 2,
      moved: 1,
      imported: 1,
      forgotten: 1,
      read: 0,
    });
  });

  it('orders changes by danger, then by name', () => {
    const changes = reviewPlan(fixture('mixed')).changes.map(
      ({ action, address }) => `${action} ${address}`,
    );
    expect(changes).toEqual([
      'destroy terraform_data.counted[1]',
      'destroy terraform_data.removed',
      'replace terraform_data.first',
      'replace terraform_data.replaced',
      'update terraform_data.updated',
      'create terraform_data.created',
      'forget terraform_data.forgotten',
      'none terraform_data.imported',
      'none terraform_data.new_name',
    ]);
  });

  it('calls a plan that only moves a change of the state', () => {
    const review = reviewPlan(fixture('moved-only'));
    expect(review).toMatchObject({ outcome: 'changes', stateOnly: true });
    expect(review.changes[0]?.previousAddress).toBe('terraform_data.old_name');
  });

  it('does not call a plan that changes resources state only', () => {
    expect(reviewPlan(fixture('create')).stateOnly).toBe(false);
  });

  it('names the attributes that force a replacement and its order', () => {
    expect(changeOf(fixture('mixed'), 'terraform_data.replaced')).toMatchObject({
      replacedBy: [
        {
          path: 'triggers_replace',
          before: { kind: 'known', text: '["one"]' },
          after: { kind: 'known', text: '["two"]' },
          forcesReplacement: true,
        },
      ],
      replaceOrder: 'destroy-first',
      reason: 'cannot be changed in place',
    });
    expect(changeOf(fixture('mixed'), 'terraform_data.first').replaceOrder).toBe('create-first');
  });

  it('treats create-and-forget as a replacement that keeps the old object', () => {
    const plan = planOf({ change: { actions: ['create', 'forget'] } });
    expect(changeOf(plan, 'aws_vpc.a')).toMatchObject({
      action: 'replace',
      replaceOrder: 'create-and-forget',
    });
  });

  it('says why something is destroyed', () => {
    expect(changeOf(fixture('mixed'), 'terraform_data.counted[1]').reason).toBe(
      'its index is beyond count',
    );
  });

  it('lists changed outputs with their sensitivity, not unchanged ones', () => {
    expect(reviewPlan(fixture('mixed')).outputs).toEqual([
      {
        name: 'added',
        action: 'create',
        sensitive: false,
        change: expect.objectContaining({ after: { kind: 'known', text: 'a' } }),
      },
      { name: 'token', action: 'update', sensitive: true },
      {
        name: 'url',
        action: 'update',
        sensitive: false,
        change: expect.objectContaining({ before: { kind: 'known', text: 'http://one' } }),
      },
    ]);
  });

  it('gives every instance of count the construct of its resource', () => {
    const review = reviewPlan(fixture('mixed'), {
      origins: { 'terraform_data.counted': { path: 'Stack/Counted/Resource' } },
    });
    expect(review.changes[0]).toMatchObject({
      address: 'terraform_data.counted[1]',
      construct: { path: 'Stack/Counted/Resource' },
    });
  });

  it('reports drift, but not a move', () => {
    const drifted = {
      address: 'aws_vpc.a',
      type: 'aws_vpc',
      name: 'a',
      change: { actions: ['delete'] },
    };
    const moved = { ...drifted, address: 'aws_vpc.b', change: { actions: ['no-op'] } };
    const plan = { format_version: '1.0', resource_changes: [], resource_drift: [drifted, moved] };
    expect(reviewPlan(plan)).toMatchObject({
      outcome: 'no-changes',
      drift: [{ address: 'aws_vpc.a', action: 'destroy', relevant: false, revertedByPlan: false }],
    });
  });

  it('counts a data source as a read, not as a change', () => {
    const plan = planOf({
      mode: 'data',
      change: { actions: ['read'] },
      action_reason: 'read_because_config_unknown',
    });
    const review = reviewPlan(plan);
    expect(review.outcome).toBe('no-changes');
    expect(review.counts.read).toBe(1);
  });

  it('believes terraform when it calls a plan applicable', () => {
    expect(
      reviewPlan({ format_version: '1.9', resource_changes: [], applyable: true }).outcome,
    ).toBe('changes');
  });

  it('refuses an action it does not know rather than hiding it', () => {
    const plan = planOf({ change: { actions: ['explode'] } });
    expect(() => reviewPlan(plan)).toThrow('Plan: unknown action; got explode');
  });

  it.each(['create', 'mixed', 'destroy'])('holds no value of the %s plan', (name) => {
    const plan = fixture(name);
    expect(JSON.stringify(plan)).toContain('planted-secret');
    const review = reviewPlan(plan);
    expect(JSON.stringify(review)).not.toContain('planted-secret');
    expect(renderTerminal(review, { color: false })).not.toContain('planted-secret');
  });

  it('masks what other tools repeat of a secret, and what they found', () => {
    const secret = { password: 'hunter2-and-more', name: 'a' };
    const plan = fixtures.planOf(fixtures.changeOf('aws_x', null, secret));
    const sarif = {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'scanner' } },
          results: [
            { ruleId: 'A', message: { text: 'aws_x.a holds hunter2-and-more' } },
            { ruleId: 'B', message: { text: 'DB_PASSWORD=planted-secret is in the image' } },
          ],
        },
      ],
    };
    const { findings } = reviewPlan(plan, { scans: [sarif] });
    const scanned = findings.findings.filter(({ tool }) => tool === 'scanner');
    expect(scanned.map(({ message }) => message).sort()).toEqual([
      'DB_PASSWORD=(secret) is in the image',
      'aws_x.a holds (secret)',
    ]);
  });
});
