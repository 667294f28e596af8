import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadHooks } from './hooks';
import { applyEnvironment } from './stage';

const root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('loadHooks', () => {
  it('loads a CommonJS module relative to the workspace', () => {
    writeFileSync(join(root, 'good.js'), 'exports.settings = () => ({ stage: "local" });');
    expect(loadHooks(root, 'good.js').settings('local', {})).toEqual({ stage: 'local' });
  });

  it('says to build when the module is missing', () => {
    expect(() => loadHooks(root, 'missing.js')).toThrow(
      'hooks: the module does not exist; got missing.js. Fix: build',
    );
  });

  it('names what a module exports instead of settings', () => {
    writeFileSync(join(root, 'other.js'), 'exports.setings = 1; exports.other = 2;');
    expect(() => loadHooks(root, 'other.js')).toThrow("'settings(stage, env)'; got setings, other");
  });

  it('names the module that cannot be loaded', () => {
    writeFileSync(join(root, 'broken.js'), 'throw new Error("boom")');
    expect(() => loadHooks(root, 'broken.js')).toThrow('hooks: broken.js cannot be loaded: boom');
  });
});

describe('applyEnvironment', () => {
  it('sets, replaces and removes variables', () => {
    const environment = { KEEP: '1', CHANGE: '1', AWS_PROFILE: 'mine' };
    applyEnvironment(environment, { CHANGE: '2', AWS_PROFILE: undefined, NEW: '3' });
    expect(environment).toEqual({ KEEP: '1', CHANGE: '2', NEW: '3' });
  });
});
