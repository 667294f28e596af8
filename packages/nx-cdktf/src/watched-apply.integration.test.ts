import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { slow, stackOf } from './testing/stacks';

/** Watches until the resource `b` has begun, and stops Terraform then; its memory is in a file. */
const hook = `
exports.watchApply = async (context, apply) => {
  const seen = [];
  apply.waitsFor('for the moon');
  apply.ready();
  const begun = new Promise((resolve) => apply.onResource((event) => {
    seen.push(event.kind + ' ' + event.action + ' ' + event.address + (event.id ? ' with id' : ''));
    if (event.kind === 'started' && event.address.endsWith('.b')) resolve();
  }));
  const ended = new Promise((resolve) => apply.ended.addEventListener('abort', resolve));
  await Promise.race([begun, ended]);
  if (!apply.ended.aborted && read().stop) {
    apply.stop('the moon is gone');
  }
  await ended;
  record(JSON.stringify({ seen, planned: apply.planned.map(({ address, actions, after }) => [address, actions[0], after.input]) }));
  return { problem: 'It was rolled back.', exitCode: 6, failed: ['terraform_data.b'] };
};
exports.applyFailed = async (context, failed) => record('failed ' + failed.join(' '));
exports.afterApply = async (context, outputs, { planned, resources }) => {
  record('applied ' + planned.length + ' ' + resources.map(({ address, values }) => address + '=' + values.input?.value).join(' '));
};
`;

describeWith(['terraform'], 'an apply that somebody watches', () => {
  const stage = createStage();
  appendFileSync(join(stage.directory, 'app/hooks.js'), hook);
  afterAll(() => stage.remove());
  const log = (): string => readFileSync(join(stage.directory, 'app/hooks.log'), 'utf8');

  it('is stopped safely when it can only wait, and ends with the exit code of the verdict', async () => {
    stage.setSettings({ stop: true });
    const b = { ...slow(600), input: '${terraform_data.a.output}' };
    stage.setStack(stackOf({ a: { input: 'one' }, b }));
    const { code, output } = await stage.run('deploy');
    expect(output).toContain('Stopped, because it could only wait: the moon is gone');
    expect(output).toContain('1 of 2 done.');
    expect(output).toMatch(
      /What is done is in the state .* it was read again\.\nIts lock is released\./,
    );
    expect(output).toContain('It was rolled back.');
    expect(code).toBe(6);
    expect(log()).toContain('started create terraform_data.a');
    expect(log()).toContain('done create terraform_data.a with id');
    expect(log()).toContain('["terraform_data.a","create","one"]');
    expect(log()).toMatch(/^failed .*terraform_data\.b$/m);
  });

  it('tells what it left to whoever looks at it then, and what was planned', async () => {
    stage.setSettings({});
    stage.setStack(stackOf({ a: { input: 'one' }, b: { input: 'two' } }));
    const { code, output } = await stage.run('deploy');
    expect(output).not.toContain('rolled back');
    expect(code).toBe(0);
    expect(log()).toMatch(/^applied 2 terraform_data\.a=one terraform_data\.b=two$/m);
  });
});
