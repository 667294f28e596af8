import { serviceStatus } from './read-service';
import { deployment, minutesAgo, service } from './testing/documented-answers';

describe('serviceStatus', () => {
  it('puts the PRIMARY deployment first, then the newest', () => {
    const status = serviceStatus(
      service({
        deployments: [
          deployment({ id: 'oldest', status: 'ACTIVE', createdAt: minutesAgo(90) }),
          deployment({ id: 'older', status: 'ACTIVE', createdAt: minutesAgo(60) }),
          deployment({ id: 'new', status: 'PRIMARY', createdAt: minutesAgo(95) }),
        ],
      }),
    );
    expect(status.deployments.map((item) => item.id)).toEqual(['new', 'older', 'oldest']);
  });

  it('puts the newest event first whatever the order of the answer', () => {
    const events = [...(service().events ?? [])].reverse();
    expect(serviceStatus(service({ events })).events.map((event) => event.id)).toEqual([
      'event-2',
      'event-1',
    ]);
  });

  it('keeps a missing rollout state apart from a completed one', () => {
    const without = serviceStatus(
      service({ deployments: [deployment({ rolloutState: undefined })] }),
    );
    expect(without.deployments[0]?.rolloutState).toBeUndefined();
    expect(serviceStatus(service()).deployments[0]?.rolloutState).toBe('COMPLETED');
  });
});
