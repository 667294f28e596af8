/**
 * That a stage of a real account is sent somewhere else: the SDK and Terraform take these variables, and nobody should
 * have to find out from what comes back.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function otherEndpoints(stage: string, environment: NodeJS.ProcessEnv): readonly string[] {
  if (/^true$/i.test(environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? '')) return [];
  return Object.entries(environment)
    .filter(([name, value]) => /^AWS_ENDPOINT_URL(_\w+)?$/.test(name) && value)
    .map(
      ([name, value]) =>
        `${name} is set: the stage ${stage} works with ${value} instead of AWS. Unset it to reach your account.`,
    )
    .sort();
}
