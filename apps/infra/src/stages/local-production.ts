import type { Environment, StageValues } from '../stage';
import local from './local';
import { inProduction } from './production';

/** The form for production, on this machine. */
export default function localProduction(env: Environment): StageValues {
  return inProduction(env, local(env));
}
