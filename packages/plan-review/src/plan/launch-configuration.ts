import { isList, isObject, type Json, type JsonObject } from './json';

/** The old way to say how hosts start, which is judged like the new one. */
export const launchConfiguration = 'aws_launch_configuration';

/**
 * A launch configuration in the words of a launch template.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/migrate-to-launch-templates.html
 */
export function asTemplate(values: JsonObject): JsonObject {
  const own = (name: string): Json => (Object.hasOwn(values, name) ? (values[name] ?? null) : null);
  const profile = own('iam_instance_profile');
  const spot = own('spot_price');
  const disks = ['root_block_device', 'ebs_block_device'].flatMap((name) => blocks(own(name)));
  return {
    ...values,
    network_interfaces: [
      {
        associate_public_ip_address: own('associate_public_ip_address'),
        security_groups: own('security_groups'),
      },
    ],
    monitoring: [{ enabled: own('enable_monitoring') }],
    block_device_mappings: disks.map((disk) => ({
      device_name: disk['device_name'] ?? 'root',
      ebs: [disk],
    })),
    ...(profile === null ? {} : { iam_instance_profile: [{ name: profile }] }),
    ...(spot === null ? {} : { instance_market_options: [{ market_type: 'spot' }] }),
  };
}

function blocks(value: Json): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
