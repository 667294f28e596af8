import type { Bill, Pricer } from './amount';
import { sum } from './amount';
import { HOURS_PER_MONTH } from './catalogue';

/** Prices single instances and volumes. */
export const instancePrices: Pricer = (world, prices): Bill =>
  sum([
    ...world.ofType('aws_instance').map(({ address, values }): Bill => {
      const type = String(values['instance_type']);
      const price = Object.hasOwn(prices.instancesPerHour, type)
        ? prices.instancesPerHour[type]
        : undefined;
      if (price === undefined) {
        return {
          amounts: [],
          unpriced: [{ what: address, why: `the catalogue has no price of ${type}` }],
        };
      }
      const monthly = price * HOURS_PER_MONTH;
      return {
        amounts: [{ address, reason: 'own', what: `${type}, on demand`, monthly }],
        unpriced: [],
      };
    }),
    ...world.ofType('aws_ebs_volume').map(({ address, values }): Bill => {
      const { size, type = 'gp2' } = values;
      const rates: Readonly<Record<string, number>> = {
        gp2: prices.gp2PerGiBMonth,
        gp3: prices.gp3PerGiBMonth,
      };
      const rate = rates[String(type)];
      if (rate === undefined || typeof size !== 'number') {
        return {
          amounts: [],
          unpriced: [{ what: address, why: `the catalogue has no price of ${String(type)}` }],
        };
      }
      const what = `${size} GiB ${String(type)}`;
      return { amounts: [{ address, reason: 'own', what, monthly: size * rate }], unpriced: [] };
    }),
  ]);
