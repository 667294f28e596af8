import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { xmlOf } from '../gateway/xml';

/**
 * moto knows which instance types each zone offers, but of no region in China, of the government, nor of those that are newer than
 * its table: there nothing at all would be offered, and here every host starts. What is asked for is offered there.
 */
export function instanceTypeOfferings(): Correction {
  return {
    name: 'instance-type-offerings',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html',
    service: 'ec2',
    actions: ['DescribeInstanceTypeOfferings'],
    handle: async (call, next) => {
      const answer = await next(call);
      const parameters = queryParameters(call);
      const [types, locations] = ['instance-type', 'location'].map((name) =>
        valuesOf(parameters, name),
      );
      if (answer.status >= 300 || !isEmpty(answer.body) || !types?.length || !locations?.length) {
        return answer;
      }
      const everything = [...parameters].filter(([name]) => !name.startsWith('Filter.'));
      const body = Buffer.from(new URLSearchParams(everything).toString());
      const region = await next({ ...call, body });
      if (!isEmpty(region.body)) {
        return answer;
      }
      const locationType = parameters.get('LocationType') ?? 'region';
      const item = types.flatMap((instanceType) =>
        locations.map((location) => ({ instanceType, locationType, location })),
      );
      const xml = region.body.toString('utf8');
      return {
        ...region,
        body: Buffer.from(xml.replace(EMPTY, `<${SET}>${xmlOf({ item })}</${SET}>`)),
      };
    },
  };
}

const SET = 'instanceTypeOfferingSet';
const EMPTY = new RegExp(`<${SET}\\s*/>|<${SET}>\\s*</${SET}>`);

function isEmpty(body: Buffer): boolean {
  return EMPTY.test(body.toString('utf8'));
}

/** The values of a filter, in their order. */
function valuesOf(parameters: URLSearchParams, name: string): readonly string[] {
  const all = [...parameters];
  const filter = all.find(([key, value]) => /^Filter\.\d+\.Name$/.test(key) && value === name)?.[0];
  const values = filter?.replace(/Name$/, 'Value.');
  return values === undefined
    ? []
    : all.filter(([key]) => key.startsWith(values)).map(([, value]) => value);
}
