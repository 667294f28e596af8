import { referenceStack } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import type { NetworkProps } from '../network/network';
import { synth } from '../testing';

const CLOSED: Partial<NetworkProps> = {
  hostSubnets: 'private',
  natGateways: 'none',
  vpcEndpoints: ['ecs', 'ecr', 'logs'],
};

const template = (reference: string, network: Partial<NetworkProps> = CLOSED) =>
  synth((stack) => {
    const image = ContainerImage.fromRegistry(reference);
    referenceStack(stack, { network, container: { image } });
  });

describe('hosts without a way to the internet', () => {
  it.each(['busybox:1.37', 'public.ecr.aws/docker/library/busybox:1.37', 'ghcr.io/a/b:1'])(
    'cannot pull %s',
    (reference) => {
      expect(() => template(reference)).toThrow(
        '[Test/Service] hosts of Test/Network have no way to the internet, and so none to the registry of jane_server; ' +
          `got ${reference}. Put the image into ECR`,
      );
    },
  );

  it('pull from ECR, by whatever way the image is named', () => {
    const own = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1';
    expect(template(own).warnings).toEqual([]);
    expect(() => synth((stack) => void referenceStack(stack, { network: CLOSED }))).not.toThrow();
  });

  it('may reach a registry of their own, of which nothing is known here', () => {
    expect(template('registry.example.org/app:1').warnings).toContainEqual(
      expect.stringContaining('jane_server has its image from registry.example.org'),
    );
  });

  it('are others than those with a NAT gateway', () => {
    const open = { hostSubnets: 'private' as const };
    expect(template('busybox:1.37', open).warnings).toEqual([]);
  });
});
