import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { FakeMoto } from '../testing/fake-moto';
import { cloudMapInUse } from './cloud-map-in-use';

const remove = (action: string, answers: Readonly<Record<string, object>>) => {
  const moto = new FakeMoto({ [action]: {}, ...answers });
  const call = internalCall('servicediscovery', 'us-east-1', action, { Id: 'x' });
  return Promise.resolve().then(() =>
    correct([cloudMapInUse(moto.client)], call, (one) => moto.answer(one)),
  );
};

describe('cloudMapInUse', () => {
  it.each([
    ['DeleteService', { ListInstances: { Instances: [] } }],
    ['DeleteNamespace', { ListServices: { Services: [{ NamespaceId: 'y' }] } }],
  ])('lets %s of what is empty through', async (action, answers) => {
    expect((await remove(action, answers)).status).toBe(200);
  });

  it.each([
    ['DeleteService', { ListInstances: { Instances: [{ Id: '1' }] } }, 'registered instances'],
    [
      'DeleteNamespace',
      { ListServices: { Services: [{ NamespaceId: 'x' }] } },
      'associated services',
    ],
  ])('refuses %s of what is in use', async (action, answers, words) => {
    await expect(remove(action, answers)).rejects.toThrow(words);
  });
});
