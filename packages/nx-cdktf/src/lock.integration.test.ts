import { describeWith } from './testing/requirements';
import { createStage, type TestStage } from './testing/stage';
import { slow } from './testing/stacks';
import { startStateServer, type StateServer } from './testing/state-server';

describeWith(['terraform', 'moto'], 'a state that somebody else works on', () => {
  const key = 'locked/state.tfstate';
  let server: StateServer;
  let ann: TestStage;
  let bob: TestStage;
  beforeAll(async () => {
    server = await startStateServer();
    [ann, bob] = [createStage('ann'), createStage('bob')];
    for (const stage of [ann, bob]) {
      stage.setSettings(server.settings(key));
      stage.setStack(server.stack(key, { a: slow(20) }));
    }
  });
  afterAll(async () => {
    ann.remove();
    bob.remove();
    await server?.stop();
  });

  it('is waited for: a deployment beside one that runs says whose it is, and goes on with what that left', async () => {
    const running = ann.run('deploy');
    let held = '';
    while (!held.includes('OperationTypeApply')) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      held = await server.get(`${key}.tflock`).catch(() => '');
    }
    const second = await bob.run('deploy');
    const first = await running;
    expect(first.code).toBe(0);
    expect(second.output).toMatch(/Waiting for \S+@\S+ \(apply since \S+\), who holds the lock/);
    expect(second.output).toContain('No changes.');
    expect(second.code).toBe(0);
  });

  it('is given up where its holder is gone, with the lock and how to release it', async () => {
    const info = { ID: 'left', Operation: 'OperationTypeApply', Who: 'ann@elsewhere' };
    const created = new Date(Date.now() - 2 * 3_600_000).toISOString();
    await server.put(`${key}.tflock`, JSON.stringify({ ...info, Created: created }));
    const { code, output } = await bob.run('plan');
    expect(output).toContain('locked by another run: apply of ann@elsewhere, begun ');
    expect(output).toContain('A lock older than 60 min is not waited for. Nothing was changed.');
    expect(output).toContain('app:recover-state --unlock=left');
    expect(code).toBe(1);
  });

  it('is released by its id and by no other, also where nothing was initialized yet', async () => {
    const anew = createStage('carol');
    anew.setSettings(server.settings(key));
    anew.setStack(server.stack(key, { a: slow(20) }));
    try {
      const wrong = await anew.run('recover-state', { unlock: 'other' });
      expect(wrong.output).toContain(
        'has another lock by now; got other, it is left, held by ann@elsewhere',
      );
      expect(wrong.code).toBe(1);
      const right = await anew.run('recover-state', { unlock: 'left' });
      expect(right.output).toContain(
        `s3://hello-states/${key} was looked at again: it is not locked.`,
      );
      expect(right.code).toBe(0);
      const again = await anew.run('recover-state', { unlock: 'left' });
      expect(again.output).toContain('Nothing to release');
      expect((await anew.run('plan')).output).toContain('No changes.');
    } finally {
      anew.remove();
    }
  });
});
