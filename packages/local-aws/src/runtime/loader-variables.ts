import { HOST_ACCESS_VARIABLE, type HostAccessRule } from '../options';
import { StartFailure } from './runtime';

/** Makes a program load a file of the machine before its own first line. */
const LOADER = /^(LD_|DYLD_|BASH_ENV$|ENV$|PYTHONSTARTUP$)/;
/** Options of runtimes, which mostly hold sizes, and the ones among them that load code. */
const RUNTIME_OPTIONS =
  /^(NODE_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|RUBYOPT|PERL5OPT)$/;
const LOADS_CODE =
  /(^|\s|["'])(-r|--require|--import|--(experimental-)?loader|--inspect\S*|--env-file\S*|--openssl-config|-javaagent|-agent(lib|path)|-X(run|bootclasspath)|-[MI])/;

/**
 * Refuses variables by which a task definition brings code of its own: a process that stands in for a container has no walls
 * around it, and runs as the user.
 *
 * @throws StartFailure that names the variable
 */
export function refuseLoaders(
  variables: readonly { readonly name: string; readonly value?: string }[],
  rule: HostAccessRule,
): void {
  if (rule === 'allowed') {
    return;
  }
  const found = variables.find(
    ({ name, value = '' }) =>
      LOADER.test(name) || (RUNTIME_OPTIONS.test(name) && LOADS_CODE.test(value)),
  );
  if (found === undefined) {
    return;
  }
  throw new StartFailure(
    'CannotStartContainerError',
    `local-aws: the variable ${found.name} makes a program load other code, and here tasks run as processes of this machine. ` +
      `Fix: leave it out, run tasks as containers, or trust everything that runs here: ${HOST_ACCESS_VARIABLE}=1 at the start.`,
  );
}
