import { jsonBody, jsonResponse } from './aws-response';
import { correct, type Correction } from './correction';
import { internalCall } from './internal-call';

const noting = (name: string, service: string, actions?: readonly string[]): Correction => ({
  name,
  page: 'https://docs.aws.amazon.com/',
  service,
  ...(actions === undefined ? {} : { actions }),
  handle: async (call, next) => {
    const answer = jsonBody(await next(call));
    return jsonResponse({ seen: [name, ...(answer['seen'] as string[])] });
  },
});

const moto = () => Promise.resolve(jsonResponse({ seen: ['moto'] }));
const listTasks = internalCall('ecs', 'us-east-1', 'ListTasks', {});

describe('correct', () => {
  it('lets the first correction of the list see the call first', async () => {
    const answer = await correct(
      [noting('a', 'ecs'), noting('b', 'ecs', ['ListTasks'])],
      listTasks,
      moto,
    );
    expect(jsonBody(answer)).toEqual({ seen: ['a', 'b', 'moto'] });
  });

  it('leaves out corrections of other services and other actions', async () => {
    const others = [noting('a', 'ec2'), noting('b', 'ecs', ['ListServices'])];
    expect(jsonBody(await correct(others, listTasks, moto))).toEqual({ seen: ['moto'] });
  });

  it('never reaches moto when a correction answers by itself', async () => {
    const answers: Correction = {
      ...noting('a', 'ecs'),
      handle: () => Promise.resolve(jsonResponse({ seen: ['a'] })),
    };
    expect(
      jsonBody(await correct([answers], listTasks, () => Promise.reject(new Error('moto')))),
    ).toEqual({
      seen: ['a'],
    });
  });
});
