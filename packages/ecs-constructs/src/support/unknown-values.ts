import { Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { OptionKind } from './option-kinds';
import { wordsFor } from './option-words';
import { misuse, type Problem } from './validation';

/**
 * The lists and maps that stand in the synthesized stack as they were given, so that Terraform may be the first to know how
 * many entries they have. Of all others the library makes resources, names or decisions.
 */
export const TAKEN_WHOLE: ReadonlySet<string> = new Set([
  'AlarmOptions.alarmActions',
  'AlarmOptions.insufficientDataActions',
  'AlarmOptions.okActions',
  'AlarmProps.alarmActions',
  'AlarmProps.insufficientDataActions',
  'AlarmProps.okActions',
  'ContainerDefinitionOptions.command',
  'ContainerDefinitionOptions.dnsSearchDomains',
  'ContainerDefinitionOptions.dnsServers',
  'ContainerDefinitionOptions.dockerSecurityOptions',
  'ContainerDefinitionOptions.entryPoint',
  'ContainerDefinitionOptions.raw.*',
  'ContainerHealthCheck.command',
  'ContainerOverride.command',
  'DeploymentAlarms.alarmNames',
  'Ec2CapacityOptions.additionalSecurityGroupIds',
  'Ec2CapacityProps.additionalSecurityGroupIds',
  'ImageBuildProps.cacheFrom',
  'PolicyStatement.actions',
  'PolicyStatement.conditions.*.*',
  'PolicyStatement.resources',
  'RoleProps.tags',
  'TmpfsMount.mountOptions',
]);

/**
 * Requires that Terraform can put in what only it knows: a text, a number, or a list or map that is taken whole. What the
 * library decides by, makes resources of or looks into cannot wait for it.
 *
 * @param place `option` is `Interface.option`, with `.*` for an entry of a map
 */
export function requirePlaceForUnknown(
  where: IConstruct | string,
  kinds: readonly OptionKind[],
  value: unknown,
  place: { readonly path: string; readonly option?: string },
): void {
  const isWhole = place.option !== undefined && TAKEN_WHOLE.has(place.option);
  const isScalar = typeof value === 'string' || typeof value === 'number';
  const fits = kinds.some(({ type }) => {
    switch (type) {
      case 'text':
      case 'number':
        return isScalar || Tokenization.isResolvable(value);
      case 'list':
        return isWhole && Array.isArray(value);
      case 'map':
        return isWhole && !isScalar && !Array.isArray(value);
      default:
        return type === 'anything';
    }
  });
  if (fits) {
    return;
  }
  throw misuse(where, problem(kinds, value, place.path, isWhole));
}

function problem(
  kinds: readonly OptionKind[],
  value: unknown,
  path: string,
  isWhole: boolean,
): Problem {
  if (isWhole && !Array.isArray(value)) {
    return {
      what: `${path} must be ${wordsFor(kinds)}`,
      got: 'a value that only Terraform knows',
      fix: 'Make it a list with Token.asList, or a map with Token.asStringMap.',
    };
  }
  if (kinds.some(({ type }) => type === 'map')) {
    return {
      what: `the names in ${path} must be known at synth`,
      got: 'a map that only Terraform knows',
      fix: `Name each entry of ${path}; its value may be one that only Terraform knows.`,
    };
  }
  const isList = kinds.some(({ type }) => type === 'list');
  return {
    what: `${path} must be known at synth: ${wordsFor(kinds)}`,
    got: `a ${Array.isArray(value) ? 'list' : 'value'} that only Terraform knows`,
    fix: isList
      ? 'Write the list out; its entries may be values that only Terraform knows, such as Fn.element(list, 0).'
      : 'Decide it in the program, for example by the configuration of the stage.',
  };
}
