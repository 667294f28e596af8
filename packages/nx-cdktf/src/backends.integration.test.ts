import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';

describeWith(['terraform'], 'a backend', () => {
  const stage = createStage();
  const resources = { a: { input: 'x' } };
  const withBackend = (terraform: object) => ({
    terraform,
    resource: { terraform_data: resources },
  });
  const forgetThisMachine = (): void =>
    rmSync(join(stage.directory, '.nx-cdktf'), { recursive: true, force: true });
  afterAll(() => stage.remove());
  beforeEach(forgetThisMachine);

  it.each([
    ['cloud', { cloud: { organization: 'o', workspaces: { name: 'w' } } }],
    ['remote', { backend: { remote: { organization: 'o', workspaces: { name: 'w' } } } }],
  ])('%s is refused with the reason, before anything is asked', async (type, terraform) => {
    stage.setStack(withBackend(terraform));
    const { code, output } = await stage.run('plan');
    expect(output).toContain(`backend: '${type}' keeps the state in HCP Terraform`);
    expect(output).toContain('which plans and applies on its own machines');
    expect(output).not.toMatch(/Initializing|Planning|-reconfigure/);
    expect(code).toBe(1);
  });

  it('of another bucket than the stage says is refused', async () => {
    stage.setStack(
      withBackend({ backend: { s3: { bucket: 'b', key: 'two', region: 'us-east-1' } } }),
    );
    const state = { bucket: 'b', key: 'one', region: 'us-east-1', endpoint: 'http://127.0.0.1:9' };
    stage.setSettings({ state });
    const { output } = await stage.run('plan');
    expect(output).toContain(
      "state: the stage says s3://b/one, but the stack's backend is s3://b/two. Nothing was changed.",
    );
    stage.setSettings({});
  });

  it('with a workspace is refused: its state is another one, and empty', async () => {
    stage.setStack(withBackend({ backend: { local: { path: 'state.tfstate' } } }));
    process.env['TF_WORKSPACE'] = 'other';
    const { output } = await stage.run('deploy').finally(() => delete process.env['TF_WORKSPACE']);
    expect(output).toContain("workspace: TF_WORKSPACE selects 'other', and that is another state");
    expect(existsSync(join(stage.workingDirectory, 'terraform.tfstate.d'))).toBe(false);
  });

  it("of cdktf's default is found where it is, and one that was left elsewhere stops the plan", async () => {
    const path = join(stage.directory, 'app/terraform.hello-local.tfstate');
    stage.setStack(withBackend({ backend: { local: { path } } }));
    expect((await stage.run('deploy')).code).toBe(0);
    forgetThisMachine();
    expect((await stage.run('plan')).output).toContain('No changes.');

    const left = join(stage.directory, 'terraform.hello-local.tfstate');
    renameSync(path, left);
    rmSync(`${path}.backup`, { force: true });
    forgetThisMachine();
    const { code, output } = await stage.run('plan');
    expect(output).toContain(`it holds no resources, but these exist: a state at ${left} (serial `);
    expect(output).toContain(`brought along by: cp ${left} ${path}`);
    expect(code).toBe(1);
    expect(readFileSync(left, 'utf8')).toContain('terraform_data');
  });
});
