import type { CommandResult } from '../run-command';
import { DockerNetworks } from './docker-network';
import type { PlaceRequest } from './task-place';

const request = (taskId: string): PlaceRequest => ({
  taskId,
  family: 'web',
  revision: 1,
  vpcId: 'vpc-1',
  images: ['i'],
  ownAddress: true,
  aliases: ['api.shop.internal'],
  hosts: { db: '172.18.0.9' },
  needsNetwork: true,
});

/** An engine that answers by the first words of a command. */
function engine(answers: Readonly<Record<string, Partial<CommandResult>>>) {
  const commands: string[] = [];
  const run = (_program: string, args: readonly string[]): Promise<CommandResult> => {
    const line = args.join(' ');
    commands.push(line);
    const key = Object.keys(answers).find((start) => line.startsWith(start)) ?? '';
    return Promise.resolve({ code: 0, stdout: '', stderr: '', ...answers[key] });
  };
  return { commands, networks: new DockerNetworks({ gatewayPort: 5566, run }) };
}

describe('DockerNetworks', () => {
  it('makes one network for the tasks of a VPC, with the label by which it is found again', async () => {
    const { commands, networks } = engine({
      'inspect --format': { stdout: '172.18.0.2 02:42:ac:12:00:02\n' },
      'run --detach': { stdout: 'holder\n' },
    });
    const [place] = await Promise.all([networks.hold(request('a')), networks.hold(request('b'))]);
    expect(place).toEqual({
      address: '172.18.0.2',
      macAddress: '02:42:ac:12:00:02',
      holder: 'holder',
    });
    expect(commands.filter((line) => line.startsWith('network create'))).toEqual([
      'network create --label hello-ecs.local-aws=5566 local-aws-5566-vpc-1',
    ]);
    expect(commands.find((line) => line.startsWith('run'))).toContain(
      '--network local-aws-5566-vpc-1 --network-alias api.shop.internal --add-host db:172.18.0.9',
    );
    await networks.close();
    expect(commands.at(-1)).toBe('network rm local-aws-5566-vpc-1');
  });

  it('says what the engine says, and tries again for the next task', async () => {
    const { commands, networks } = engine({
      'network create': {
        code: 1,
        stderr: 'all predefined address pools have been fully subnetted',
      },
    });
    await expect(networks.hold(request('a'))).rejects.toThrow(
      'the engine makes no network for vpc-1: all predefined address pools have been fully subnetted.',
    );
    await expect(networks.hold(request('b'))).rejects.toThrow();
    expect(commands.filter((line) => line.startsWith('network create'))).toHaveLength(2);
  });

  it('leaves no container behind that got no address', async () => {
    const { commands, networks } = engine({ 'run --detach': { stdout: 'holder\n' } });
    await expect(networks.hold(request('a'))).rejects.toThrow(
      'the network interface has no address',
    );
    expect(commands.at(-1)).toBe('rm --force holder');
  });
});
