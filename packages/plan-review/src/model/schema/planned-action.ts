import { z } from 'zod';

/**
 * What happens to one resource. `none` is a change of the state only: moved or imported, nothing else. `invoke` is no change
 * of a resource: Terraform runs an action of a provider.
 */
export const plannedAction = z.enum([
  'destroy',
  'replace',
  'invoke',
  'update',
  'create',
  'forget',
  'read',
  'none',
]);
