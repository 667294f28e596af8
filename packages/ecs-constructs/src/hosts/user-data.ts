import { Fn, Token } from 'cdktf';
import { piecesOf, TerraformText } from '../support/terraform-text';
import type { AgentConfiguration } from './agent-configuration';
import { bottlerocketSettings, withTables } from './bottlerocket-settings';
import { ecsConfig } from './ecs-config';
import type { OperatingSystem } from './machine-image';

/** What a host is told at its first boot. */
export interface UserDataInput {
  readonly operatingSystem: OperatingSystem;
  /**
   * The cluster's own attribute, not a literal: that reference is what makes Terraform create the cluster before the
   * hosts and delete it after them.
   */
  readonly clusterName: string;
  readonly agent: AgentConfiguration;
  readonly additionalUserData?: string;
}

/** The user data of a launch template, encoded by Terraform because the cluster's name is known only to it. */
export function userData(input: UserDataInput): string {
  const text = userDataText(input);
  return Fn.base64encode(Token.asString(new TerraformText((context) => piecesOf(text, context))));
}

/** The user data in clear: a shell script, or TOML for Bottlerocket. */
export function userDataText(input: UserDataInput): string {
  const { operatingSystem, clusterName, agent, additionalUserData = '' } = input;
  const additional = additionalUserData === '' ? '' : additionalUserData.replace(/\n*$/, '\n');
  return operatingSystem === 'bottlerocket'
    ? withTables(bottlerocketSettings(clusterName, agent), additional)
    : `${ecsConfig(clusterName, agent)}${additional}`;
}
