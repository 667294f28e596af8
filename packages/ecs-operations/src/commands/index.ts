import type { CommandSpec } from '../cli/command';
import { events } from './events';
import { logs } from './logs';
import { status } from './status';
import { url } from './url';

/** Every command, in the order in which the help lists them. */
export const commands: readonly CommandSpec[] = [status, url, logs, events];
