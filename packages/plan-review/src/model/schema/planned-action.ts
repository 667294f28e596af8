import { z } from 'zod';

/** What happens to one resource. `none` is a change of the state only: moved or imported, nothing else. */
export const plannedAction = z.enum([
  'destroy',
  'replace',
  'update',
  'create',
  'forget',
  'read',
  'none',
]);
