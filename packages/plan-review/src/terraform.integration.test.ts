import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from './gates/exit-code';
import type { PlanReview, ReviewedChange } from './model';
import { parsePlanText } from './plan/parse-plan-text';
import { renderTerminal } from './render/terminal/terminal';
import { reviewPlan } from './review';

// Plans that a real Terraform makes from its built-in resource; nothing is downloaded.
const binary = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
const directory = mkdtempSync(join(tmpdir(), 'plan-review-terraform-'));
afterAll(() => rmSync(directory, { recursive: true }));

function terraform(...args: readonly string[]): Buffer {
  return execFileSync(binary, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
  });
}

function write(configuration: string): void {
  writeFileSync(join(directory, 'main.tf'), configuration);
}

function plan(...args: readonly string[]): PlanReview {
  terraform('plan', '-input=false', '-no-color', '-out=tfplan', ...args);
  return reviewPlan(parsePlanText(terraform('show', '-json', 'tfplan')));
}

function changeIn(review: PlanReview, address: string): ReviewedChange | undefined {
  return review.changes.find((change) => change.address === address);
}

const before = `
  variable "password" {
    sensitive = true
    default   = "planted-secret-1"
  }
  resource "terraform_data" "updated" { input = "one" }
  resource "terraform_data" "replaced" {
    input            = var.password
    triggers_replace = ["one"]
  }
  resource "terraform_data" "first" {
    triggers_replace = ["one"]
    lifecycle { create_before_destroy = true }
  }
  resource "terraform_data" "triggered" {
    lifecycle { replace_triggered_by = [terraform_data.updated] }
  }
  resource "terraform_data" "counted" {
    count = 2
    input = count.index
  }
  resource "terraform_data" "each" {
    for_each = toset(["a", "b"])
    input    = each.key
  }
  resource "terraform_data" "removed" {}
  resource "terraform_data" "forgotten" {}
  resource "terraform_data" "old_name" {}
  resource "terraform_data" "wanted" {}
  output "url" { value = "http://one" }
  output "token" {
    value     = var.password
    sensitive = true
  }
`;

const after = `
  variable "password" {
    sensitive = true
    default   = "planted-secret-2"
  }
  resource "terraform_data" "updated" { input = "earlier.tfstate" }
  resource "terraform_data" "replaced" {
    input            = var.password
    triggers_replace = ["two"]
  }
  resource "terraform_data" "first" {
    triggers_replace = ["two"]
    lifecycle { create_before_destroy = true }
  }
  resource "terraform_data" "triggered" {
    lifecycle { replace_triggered_by = [terraform_data.updated] }
  }
  resource "terraform_data" "counted" {
    count = 1
    input = count.index
  }
  resource "terraform_data" "each" {
    for_each = toset(["a"])
    input    = each.key
  }
  removed {
    from = terraform_data.forgotten
    lifecycle { destroy = false }
  }
  moved {
    from = terraform_data.old_name
    to   = terraform_data.new_name
  }
  resource "terraform_data" "new_name" {}
  resource "terraform_data" "wanted" {}
  import {
    to = terraform_data.imported
    id = "an-id"
  }
  resource "terraform_data" "imported" {}
  data "terraform_remote_state" "later" {
    backend = "local"
    config  = { path = terraform_data.updated.output }
  }
  check "health" {
    assert {
      condition     = terraform_data.new_name.input != null
      error_message = "the password=planted-secret-3 is wrong"
    }
  }
  output "url" { value = "http://two" }
  output "token" {
    value     = var.password
    sensitive = true
  }
`;

describe('a plan that terraform makes', () => {
  beforeAll(() => {
    write(before);
    terraform('init', '-input=false', '-no-color');
  });

  it('creates everything, then changes nothing, then does everything at once', () => {
    const created = plan();
    expect(created.counts).toMatchObject({ create: 12, update: 0, destroy: 0 });
    expect(created.plannedAt).toMatch(/^\d{4}-/);
    terraform('apply', '-input=false', '-no-color', 'tfplan');

    const unchanged = plan();
    expect(unchanged).toMatchObject({ outcome: 'no-changes', verdict: { level: 'NO CHANGES' } });

    // The data source reads a copy: Terraform writes the state itself while it applies.
    copyFileSync(join(directory, 'terraform.tfstate'), join(directory, 'earlier.tfstate'));
    write(after);
    const review = plan('-replace=terraform_data.wanted');
    expect(review.counts).toEqual({
      create: 0,
      update: 1,
      replace: 4,
      destroy: 3,
      moved: 1,
      imported: 1,
      forgotten: 1,
      read: 1,
    });
    const reasons = Object.fromEntries(
      review.changes.map(({ address, action, reason }) => [address, `${action}: ${reason ?? ''}`]),
    );
    expect(reasons).toMatchObject({
      'terraform_data.counted[1]': 'destroy: its index is beyond count',
      'terraform_data.each["b"]': 'destroy: its key is no longer in for_each',
      'terraform_data.removed': 'destroy: is no longer in the configuration',
      'terraform_data.replaced': 'replace: cannot be changed in place',
      'terraform_data.wanted': 'replace: replacement was asked for with -replace',
      'terraform_data.triggered': 'replace: something named in replace_triggered_by changes',
      'data.terraform_remote_state.later': 'read: its arguments are known only after apply',
    });
    expect(changeIn(review, 'terraform_data.first')?.replaceOrder).toBe('create-first');
    expect(changeIn(review, 'terraform_data.replaced')).toMatchObject({
      replaceOrder: 'destroy-first',
      replacedBy: [
        {
          path: 'triggers_replace',
          before: { kind: 'known', text: '["one"]' },
          after: { kind: 'known', text: '["two"]' },
        },
      ],
    });
    expect(changeIn(review, 'terraform_data.replaced')?.attributes).toContainEqual({
      path: 'input',
      before: { kind: 'masked' },
      after: { kind: 'masked' },
      forcesReplacement: false,
    });
    expect(changeIn(review, 'terraform_data.new_name')?.previousAddress).toBe(
      'terraform_data.old_name',
    );
    expect(review.failedChecks).toEqual([
      {
        address: 'check.health',
        kind: 'check block',
        status: 'fail',
        messages: ['the password=(secret) is wrong'],
      },
    ]);
    expect(JSON.stringify(review)).not.toContain('planted');
    expect(renderTerminal(review, { color: true })).not.toContain('planted');

    terraform('apply', '-input=false', '-no-color', 'tfplan');
    terraform('taint', 'terraform_data.updated');
    const tainted = changeIn(plan(), 'terraform_data.updated');
    expect(tainted).toMatchObject({
      action: 'replace',
      reason: 'is tainted: an earlier apply left it half done',
    });

    const destroyed = plan('-destroy');
    expect(destroyed.counts).toMatchObject({ create: 0, update: 0, replace: 0 });
    expect(destroyed.changes.every(({ attributes }) => attributes.length === 0)).toBe(true);
  });

  it('cleans up what a replacement that failed half way has left behind', () => {
    const allowed = join(directory, 'allowed');
    const configuration = (version: string): string => `
      resource "terraform_data" "left" {
        triggers_replace = ["${version}"]
        lifecycle { create_before_destroy = true }
      }
      resource "terraform_data" "needs" {
        triggers_replace = [terraform_data.left.id]
        provisioner "local-exec" { command = "test -f ${allowed}" }
      }
    `;
    const apply = (): Buffer => terraform('apply', '-input=false', '-no-color', '-auto-approve');
    rmSync(join(directory, 'terraform.tfstate'), { force: true });
    writeFileSync(allowed, '');
    write(configuration('one'));
    apply();
    rmSync(allowed);
    write(configuration('two'));
    expect(apply).toThrow();

    const review = plan();
    const deposed = review.changes.find((change) => change.deposed);
    expect(deposed).toMatchObject({
      address: 'terraform_data.left',
      action: 'destroy',
      effects: [
        { severity: 'info', text: expect.stringContaining('earlier replacement') },
        // Of what it holds nobody knows: the type is in no table.
        { severity: 'attention', known: false },
      ],
    });
    expect(review.changes.filter(({ address }) => address === 'terraform_data.left')).toHaveLength(
      1,
    );
    expect(changeIn(review, 'terraform_data.needs')?.reason).toContain('tainted');
    expect(renderTerminal(review, { color: false })).toContain(
      'left behind by an earlier replacement that failed',
    );
  });

  it('replaces for a value that is not known yet, even where it turns out to be the old one', () => {
    const configuration = (text: string): string => `
      resource "terraform_data" "text" { input = "${text}" }
      resource "terraform_data" "sized" { triggers_replace = [length(terraform_data.text.output)] }
      output "id" { value = terraform_data.sized.id }
    `;
    const apply = (): Buffer => terraform('apply', '-input=false', '-no-color', '-auto-approve');
    const id = (): string => terraform('output', '-raw', 'id').toString();
    rmSync(join(directory, 'terraform.tfstate'), { force: true });
    write(configuration('one'));
    apply();
    const before = id();
    write(configuration('two'));
    const review = plan();
    expect(changeIn(review, 'terraform_data.sized')?.action).toBe('replace');
    expect(renderTerminal(review, { color: false })).toContain('replaced even if the new value');
    apply();
    expect(id()).not.toBe(before);
  });

  it('cannot be applied where a postcondition fails, and says which', () => {
    rmSync(join(directory, 'terraform.tfstate'), { force: true });
    write(`
      resource "terraform_data" "checked" {
        input = "planted-secret-1"
        lifecycle {
          postcondition {
            condition     = self.input == "other"
            error_message = "must be other; token=planted-secret-1 is not"
          }
        }
      }
    `);
    expect(() => terraform('plan', '-input=false', '-no-color', '-out=tfplan')).toThrow();
    const review = reviewPlan(parsePlanText(terraform('show', '-json', 'tfplan')));
    expect(review).toMatchObject({
      errored: true,
      failedChecks: [
        {
          address: 'terraform_data.checked',
          kind: 'condition of a resource',
          status: 'fail',
          messages: ['must be other; token=(secret) is not'],
        },
      ],
    });
    const text = renderTerminal(review, { color: false });
    expect(text).toContain('this plan is incomplete and cannot be applied');
    expect(text).not.toContain('planted');
    expect(exitCodeOf(review)).toBe(1);
  });

  it('is recognised where something else of terraform is given', () => {
    write('resource "terraform_data" "a" {}');
    const log = terraform('plan', '-input=false', '-json', '-out=other');
    const text = terraform('plan', '-input=false', '-no-color');
    const binaryPlan = spawnSync('cat', [join(directory, 'other')]).stdout;
    const state = terraform('show', '-json');
    expect(() => parsePlanText(log)).toThrow("'terraform plan -json'");
    expect(() => parsePlanText(text)).toThrow('made for people');
    expect(() => parsePlanText(binaryPlan)).toThrow('saved plan file');
    expect(() => parsePlanText(state)).toThrow('not the state');
  });
});
