import type { CommandSpec } from '../cli/command';
import { diagnose } from './diagnose';
import { events } from './events';
import { exec } from './exec';
import { history } from './history';
import { logs } from './logs';
import { open } from './open';
import { refresh } from './refresh';
import { restart } from './restart';
import { rollback } from './rollback';
import { run } from './run';
import { runTask } from './run-task';
import { scale } from './scale';
import { status } from './status';
import { url } from './url';

/** Every command, in the order in which the help lists them. */
export const commands: readonly CommandSpec[] = [
  status,
  url,
  logs,
  events,
  diagnose,
  history,
  restart,
  rollback,
  scale,
  run,
  runTask,
  exec,
  refresh,
  open,
];
