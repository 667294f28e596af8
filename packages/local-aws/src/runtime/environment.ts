/** The environment without credentials, profiles and endpoints: nothing we start may reach a real account. */
export function withoutAwsVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|TF|ECS)_/.test(name)));
}

/**
 * What a process that stands in for a container takes from this machine. A container has nothing of it, so it is only
 * what a program needs to start: neither credentials nor what the terminal of whoever deploys wants.
 */
export function containerLikeEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(withoutAwsVariables(env)).filter(
      ([name]) => !/^(NX_|npm_|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$)/.test(name),
    ),
  );
}
