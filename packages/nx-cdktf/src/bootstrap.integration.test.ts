import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetBucketTaggingCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { describeWith } from './testing/requirements';
import { createStage, type TestStage } from './testing/stage';
import { startStateServer, type StateServer } from './testing/state-server';

describeWith(['moto'], 'bootstrap', () => {
  const key = 'hello/state.tfstate';
  const bucket = 'hello-bootstrapped';
  const region = 'eu-west-1';
  const before = { ...process.env };
  let server: StateServer;
  let stage: TestStage;
  let s3: S3Client;
  let settings: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    server = await startStateServer();
    stage = createStage();
    settings = {
      ...server.settings(key),
      region,
      state: { bucket, key, region, endpoint: server.endpoint, tags: { Team: 'hello' } },
    };
    stage.setSettings(settings);
    stage.setStack({
      resource: {
        aws_ecs_cluster: { a: { name: 'hello' } },
        aws_new_thing: { b: {} },
        terraform_data: { c: {} },
      },
    });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    s3 = new S3Client({ region, endpoint: server.endpoint, credentials, forcePathStyle: true });
  });
  afterAll(async () => {
    process.env = before;
    s3?.destroy();
    stage.remove();
    await server?.stop();
  });

  it('shows what it wants and what is, and with --check and --dryRun makes nothing', async () => {
    const check = await stage.run('bootstrap', { check: true });
    expect(check.output).toMatch(/~ bucket\s+hello-bootstrapped\s+not there/);
    expect(check.output).toContain('Not as it must be: bucket. Fix: run bootstrap.');
    expect(check.code).toBe(2);
    const dry = await stage.run('bootstrap', { dryRun: true });
    expect(dry.output).toContain('It would set bucket.');
    expect(dry.code).toBe(0);
    expect((await stage.run('bootstrap', { check: true })).code).toBe(2);
  });

  it('asks where the stage does, and without a terminal is refused', async () => {
    stage.setSettings({ ...settings, approval: 'ask' });
    const { code, output } = await stage.run('bootstrap');
    stage.setSettings(settings);
    expect(output).toContain('there is no terminal to ask in. Nothing was changed.');
    expect(code).toBe(3);
  });

  it('makes the bucket with its tags, proves the lock, and the second time changes nothing', async () => {
    const first = await stage.run('bootstrap');
    expect(first.output).toContain('The bucket is made.');
    expect(first.output).toContain('✓ Proving the lock with a conditional write');
    expect(first.code).toBe(0);
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: bucket }));
    expect(TagSet).toContainEqual({ Key: 'Team', Value: 'hello' });
    const second = await stage.run('bootstrap');
    expect(second.output).toContain('nothing to do.');
    expect(second.output).not.toContain('Setting');
    const check = await stage.run('bootstrap', { check: true });
    expect(check.output).toMatch(/✓ versioning\s+enabled\n/);
    expect(check.output).toContain('All is as it must be.');
    expect(check.code).toBe(0);
  });

  it('finds and sets the one thing that somebody changed', async () => {
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: 'Suspended' },
      }),
    );
    const check = await stage.run('bootstrap', { check: true });
    expect(check.output).toMatch(/~ versioning\s+enabled\s+suspended/);
    expect(check.code).toBe(2);
    expect((await stage.run('bootstrap')).output).toContain('Set: versioning.');
    expect((await stage.run('bootstrap', { check: true })).code).toBe(0);
  });

  it('makes the roles of a CI with what the stack needs, and says what it does not know', async () => {
    const ci = { ci: 'hello-org/hello' };
    const made = await stage.run('bootstrap', ci);
    expect(made.output).toContain('missing in the policies: aws_new_thing.');
    expect(made.output).toMatch(/~ role hello-local-deploy\s+.*not there/);
    expect(made.code).toBe(0);
    const iam = new IAMClient({ region, endpoint: server.endpoint });
    const { PolicyDocument = '' } = await iam.send(
      new GetRolePolicyCommand({ RoleName: 'hello-local-deploy', PolicyName: 'stack' }),
    );
    iam.destroy();
    expect(decodeURIComponent(PolicyDocument)).toContain('ecs:CreateCluster');
    expect((await stage.run('bootstrap', { ...ci, check: true })).code).toBe(0);
    const other = await stage.run('bootstrap', { ci: 'hello-org/other', check: true });
    expect(other.output).toMatch(/role hello-local-plan\s.*trusts somebody else/);
    expect(other.code).toBe(2);
  });

  it('removes the bucket only when no state in it holds anything', async () => {
    const state = { version: 4, lineage: 'one', serial: 3 };
    const resource = {
      mode: 'managed',
      type: 'aws_vpc',
      name: 'a',
      instances: [{ attributes: {} }],
    };
    const put = (resources: readonly unknown[]) =>
      server.put(key, JSON.stringify({ ...state, resources }), bucket);
    await put([resource]);
    const refused = await stage.run('bootstrap', { destroy: true });
    expect(refused.output).toContain(
      `is needed. Nothing was removed.\n  - ${key}: serial 3, 1 resource`,
    );
    expect(refused.code).toBe(1);
    await put([]);
    const removed = await stage.run('bootstrap', { destroy: true });
    expect(removed.output).toContain(`${bucket} is removed`);
    expect(removed.code).toBe(0);
    const again = await stage.run('bootstrap', { destroy: true });
    expect(again.output).toContain(`there is no bucket ${bucket}.`);
  });

  it('prints the policies and the template without asking anybody', async () => {
    const { output: policy } = await stage.run('bootstrap', { printPolicy: true });
    expect(policy).toContain('"ecs:DescribeClusters"');
    const { output: template } = await stage.run('bootstrap', { printTemplate: true });
    expect(template).toContain('"AWS::S3::Bucket"');
  });
});
