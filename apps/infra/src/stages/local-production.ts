import type { Environment, StageValues } from '../stage';
import local from './local';
import { PRODUCTION_SERVICE } from './production';

/** The form for production, on this machine. */
export default function localProduction(env: Environment): StageValues {
  const values = local(env);
  return { ...values, service: { ...values.service, ...PRODUCTION_SERVICE } };
}
