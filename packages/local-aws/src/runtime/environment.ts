/** The environment without credentials, profiles and endpoints: nothing we start may reach a real account. */
export function withoutAwsVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|TF|ECS)_/.test(name)));
}
