import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { interfacesLeft } from './interfaces-left';

/** Detaches an interface of an instance in a state; whether moto was asked to. */
async function detach(AttachmentId: string, state: string): Promise<boolean> {
  const moto = new FakeMoto({
    DescribeNetworkInterfaces:
      '<networkInterfaceSet><item><networkInterfaceId>eni-0</networkInterfaceId></item><item><attachment>' +
      '<attachmentId>attach-1</attachmentId><instanceId>i-1</instanceId></attachment></item></networkInterfaceSet>',
    DescribeInstances:
      '<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceState>' +
      `<name>${state}</name></instanceState></item></instancesSet></item></reservationSet>`,
  });
  const call = internalCall('ec2', 'eu-west-1', 'DetachNetworkInterface', { AttachmentId });
  await correct([interfacesLeft(moto.client)], call, (given) => moto.answer(given));
  return moto.seen('DetachNetworkInterface').length === 1;
}

describe('interfacesLeft', () => {
  it('knows no attachment to an instance that has ended', async () => {
    await expect(detach('attach-1', 'terminated')).rejects.toMatchObject({
      code: 'InvalidAttachmentID.NotFound',
    });
  });

  it.each([
    ['an instance that runs', 'attach-1', 'running'],
    ['an attachment that nobody knows', 'attach-2', 'terminated'],
  ])('leaves %s to moto', async (_, attachment, state) => {
    expect(await detach(attachment, state)).toBe(true);
  });
});
