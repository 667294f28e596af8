import { createServer, type Server } from 'node:net';
import { freePort } from '../free-port';
import { planPorts, type PortSight } from './port-plan';
import { probePort } from './port-probe';
import { StartFailure } from './runtime';

const sight = (
  states: Readonly<Record<string, Awaited<ReturnType<PortSight['probe']>>>>,
): PortSight => ({
  probe: (address, port) => Promise.resolve(states[`${address}:${port}`] ?? 'free'),
  who: () => Promise.resolve('nginx (pid 7)'),
  free: () => Promise.resolve(40000),
});
const web = [{ containerPort: 8080, hostPort: 80 }];

describe('planPorts', () => {
  it("takes the static port on the host's address", async () => {
    expect(await planPorts('127.0.0.11', web, { privileged: false }, sight({}))).toEqual({
      bindings: [{ bindIP: '127.0.0.11', containerPort: 8080, hostPort: 80, protocol: 'tcp' }],
      notices: [],
    });
  });

  it('finds a free port for dynamic mappings', async () => {
    const plan = await planPorts(
      '127.0.0.11',
      [{ containerPort: 8080 }],
      { privileged: false },
      sight({}),
    );
    expect(plan.bindings[0]?.hostPort).toBe(40000);
  });

  it('fails on a host whose port something else holds, and names it', async () => {
    const start = planPorts(
      '127.0.0.11',
      web,
      { privileged: true },
      sight({ '127.0.0.11:80': 'taken' }),
    );
    await expect(start).rejects.toThrow(
      '127.0.0.11:80 is in use by nginx (pid 7). End that program',
    );
    await expect(start).rejects.toBeInstanceOf(StartFailure);
    await expect(start).rejects.toHaveProperty('takenPort', 80);
  });

  it('moves a port this user may not open, to one that is easy to remember, and says so', async () => {
    const plan = await planPorts(
      '127.0.0.11',
      web,
      { privileged: false },
      sight({ '127.0.0.11:80': 'forbidden' }),
    );
    expect(plan.bindings[0]?.hostPort).toBe(8080);
    expect(plan.notices).toEqual([
      'this user may not listen on port 80: the container listens on 127.0.0.11:8080 instead.',
    ]);
  });

  it('leaves such a port to an engine that may open it', async () => {
    const plan = await planPorts(
      '127.0.0.11',
      web,
      { privileged: true },
      sight({ '127.0.0.11:80': 'forbidden' }),
    );
    expect(plan).toMatchObject({ bindings: [{ hostPort: 80 }], notices: [] });
  });

  it('moves a port that another host took on the address all of them share', async () => {
    const states = { '127.0.0.1:80': 'taken', '127.0.0.1:8080': 'taken' } as const;
    const plan = await planPorts('127.0.0.1', web, { privileged: true }, sight(states));
    expect(plan.bindings[0]?.hostPort).toBe(40000);
    expect(plan.notices[0]).toContain('127.0.0.1:80 is taken');
  });
});

describe('probePort', () => {
  it('tells a free port from a taken one', async () => {
    const port = await freePort();
    expect(await probePort('127.0.0.1', port)).toBe('free');
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect(await probePort('127.0.0.1', port)).toBe('taken');
    server.close();
  });

  it('knows addresses this system does not have', async () => {
    expect(await probePort('192.0.2.1', 8080)).toBe('no-address');
  });
});
