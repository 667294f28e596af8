import type { DeploymentConfiguration } from './service';
import { strategyWire } from './strategies/strategy';

const DEFAULTS: DeploymentConfiguration = {
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: false, rollback: false },
};

/** What holds where a call says nothing else. A daemon's host has no room for two of them. */
export function defaultConfiguration({ isDaemon }: { readonly isDaemon: boolean }) {
  return isDaemon ? { ...DEFAULTS, minimumHealthyPercent: 0, maximumPercent: 100 } : DEFAULTS;
}

/** The configuration that a call gives; what it leaves out stays as it was. */
export function configurationOf(
  value: unknown,
  fallback: DeploymentConfiguration,
): DeploymentConfiguration {
  const given = (value ?? {}) as Partial<DeploymentConfiguration> & {
    deploymentCircuitBreaker?: DeploymentConfiguration['circuitBreaker'];
  };
  const merged = { ...fallback, ...given };
  const { alarms, strategy, bakeTimeInMinutes, linearConfiguration, canaryConfiguration } = merged;
  return {
    minimumHealthyPercent: merged.minimumHealthyPercent,
    maximumPercent: merged.maximumPercent,
    circuitBreaker: given.deploymentCircuitBreaker ?? fallback.circuitBreaker,
    ...(alarms === undefined ? {} : { alarms }),
    ...(strategy === undefined ? {} : { strategy }),
    ...(bakeTimeInMinutes === undefined ? {} : { bakeTimeInMinutes }),
    ...(linearConfiguration === undefined ? {} : { linearConfiguration }),
    ...(canaryConfiguration === undefined ? {} : { canaryConfiguration }),
  };
}

/** A configuration as ECS tells it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function configurationWire(configuration: DeploymentConfiguration): Record<string, unknown> {
  const { circuitBreaker, maximumPercent, minimumHealthyPercent, alarms } = configuration;
  return {
    deploymentCircuitBreaker: { ...circuitBreaker },
    maximumPercent,
    minimumHealthyPercent,
    ...strategyWire(configuration),
    ...(alarms === undefined ? {} : { alarms }),
  };
}
