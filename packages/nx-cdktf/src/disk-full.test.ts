import { explainFullDisk } from './disk-full';
import { exitCodes, Failure, messageOf } from './failure';

describe('explainFullDisk', () => {
  it('says it before the words of terraform, and keeps the exit code', () => {
    const failure = new Failure(
      'Error: write tfplan: no space left on device',
      exitCodes.interrupted,
    );
    const explained = explainFullDisk(failure, []) as Failure;
    expect(explained.message).toMatch(/^disk: no space is left in .+\. Fix: make room/);
    expect(explained.message).toContain('Error: write tfplan');
    expect(explained.exitCode).toBe(exitCodes.interrupted);
  });

  it('knows the error of the system, which names no file', () => {
    const error = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    expect(messageOf(explainFullDisk(error, []))).toContain('disk: no space is left');
  });

  it('leaves any other error as it is', () => {
    const error = new Error('something else');
    expect(explainFullDisk(error, [])).toBe(error);
  });
});
