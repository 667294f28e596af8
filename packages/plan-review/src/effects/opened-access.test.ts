import { reviewSecurity } from '../security/review-security';
import { change, plan, type Values } from '../security/testing/plans';
import { openedAccess } from './opened-access';

const forEverybody = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

function opened(...changes: ReturnType<typeof change>[]) {
  const reviewed = plan(...changes);
  const { onWhatExists, onWhatIsNew } = openedAccess(reviewed, reviewSecurity(reviewed));
  return { onWhatExists, onWhatIsNew };
}

describe('openedAccess', () => {
  it.each<[string, Values]>([
    ['aws_cloudwatch_event_bus_policy', { event_bus_name: 'default', policy: forEverybody }],
    ['aws_glue_resource_policy', { policy: forEverybody }],
    ['aws_msk_cluster_policy', { cluster_arn: 'arn:aws:kafka:a', policy: forEverybody }],
    ['aws_s3control_access_point_policy', { access_point_arn: 'arn:a', policy: forEverybody }],
    ['aws_ec2_serial_console_access', { enabled: true }],
    ['aws_emr_block_public_access_configuration', { block_public_security_group_rules: false }],
  ])('knows that what a new %s opens is there already', (type, after) => {
    expect(opened(change(`${type}.a`, null, after))).toEqual({ onWhatExists: 1, onWhatIsNew: 0 });
  });

  it('knows that a new policy of a new bus opens nothing that exists', () => {
    expect(
      opened(
        change('aws_cloudwatch_event_bus.a', null, { name: 'orders' }),
        change('aws_cloudwatch_event_bus_policy.a', null, {
          event_bus_name: 'orders',
          policy: forEverybody,
        }),
      ),
    ).toEqual({ onWhatExists: 0, onWhatIsNew: 1 });
  });
});
