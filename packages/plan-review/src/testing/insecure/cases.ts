import type { InsecureCase } from './case';
import { identityCases } from './identity';
import { balancerCases } from './load-balancers';
import { networkCases } from './network';
import { storeCases } from './stores';
import { taskCases } from './tasks';

/** Changes of an ECS stack that make it less secure. */
export const insecureCases: readonly InsecureCase[] = [
  ...networkCases,
  ...balancerCases,
  ...identityCases,
  ...taskCases,
  ...storeCases,
];
