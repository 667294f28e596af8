/** Settings of the ECS agent, in the order they are written. */
export type AgentSettings = Readonly<Record<string, string>>;

/**
 * The script a host runs at first boot: it writes the agent's settings before the agent starts.
 *
 * The cluster's name must come in as the cluster's own attribute, not as a literal: that reference is what makes
 * Terraform create the cluster before the hosts and delete it after them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userData(settings: AgentSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return ['#!/bin/bash', "cat <<'CONFIG' >> /etc/ecs/ecs.config", ...lines, 'CONFIG', ''].join(
    '\n',
  );
}
