import { explainDisk, explainFullDisk } from './disk';
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

describe('explainDisk', () => {
  const refused = (code: string, syscall = 'mkdir'): Error =>
    Object.assign(new Error(`${code}: refused`), { code, syscall, path: '/w/app/local' });

  it.each([
    ['EROFS', 'the file system is read-only. Fix: mount it writable'],
    ['EACCES', 'this user may not write there. Fix: give him the directory'],
    ['EPERM', 'this user may not change it. Fix: give him the directory'],
  ])('says what %s means, where, and what helps', (code, words) => {
    const { message } = explainDisk(refused(code), []) as Failure;
    expect(message).toContain(`disk: /w/app/local cannot be written (${code}): ${words}`);
    expect(message).toContain('NX_CDKTF_DIRECTORY');
  });

  it('leaves a program that may not be started, and a refusal without a path, as they are', () => {
    const spawn = refused('EACCES', 'spawn');
    expect(explainDisk(spawn, [])).toBe(spawn);
    const socket = Object.assign(new Error('connect EACCES'), { code: 'EACCES' });
    expect(explainDisk(socket, [])).toBe(socket);
  });

  it('knows a full disk, too, and takes whatever was thrown', () => {
    expect(messageOf(explainDisk(new Error('ENOSPC'), []))).toContain('no space is left');
    expect(explainDisk(undefined, [])).toBeUndefined();
  });
});
