import { taskStatus } from './read-tasks';
import { stoppedTask, task } from './testing/documented-answers';

describe('taskStatus', () => {
  it('counts a port bound on IPv4 and IPv6 once', () => {
    expect(taskStatus(task()).containers[0]?.ports).toEqual([
      { hostPort: 80, containerPort: 8080, protocol: 'tcp' },
    ]);
  });

  it('keeps tcp and udp on the same port apart', () => {
    const networkBindings = [
      { hostPort: 53, containerPort: 53, protocol: 'tcp' as const },
      { hostPort: 53, containerPort: 53, protocol: 'udp' as const },
    ];
    const status = taskStatus(task({ containers: [{ name: 'dns', networkBindings }] }));
    expect(status.containers[0]?.ports).toHaveLength(2);
  });

  it('leaves out a port that is not bound yet', () => {
    const networkBindings = [{ hostPort: 0, containerPort: 8080, protocol: 'tcp' as const }];
    const status = taskStatus(task({ containers: [{ name: 'web', networkBindings }] }));
    expect(status.containers[0]?.ports).toEqual([]);
  });

  it('keeps an exit code of zero', () => {
    const status = taskStatus(stoppedTask('t', { containers: [{ name: 'web', exitCode: 0 }] }));
    expect(status.containers[0]?.exitCode).toBe(0);
  });
});
