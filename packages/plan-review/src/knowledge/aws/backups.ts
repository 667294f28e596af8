import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

/** Backups, and what makes and keeps them. */
export const backups: readonly KnowledgeRow[] = [
  {
    types: 'aws_backup_vault aws_backup_logically_air_gapped_vault',
    source: `${awsProvider}/backup_vault`,
    gone: { loses: 'its recovery points are lost' },
  },
  {
    types: 'aws_backup_vault_policy aws_backup_vault_lock_configuration',
    source: `${awsProvider}/backup_vault_lock_configuration`,
    gone: { mayLose: 'recovery points can be deleted that could not' },
    changes: [
      {
        when: 'min_retention_days< changeable_for_days',
        missing: 0,
        mayLose: 'recovery points can be deleted earlier',
      },
    ],
    access: 'policy',
  },
  {
    types: 'aws_backup_plan aws_backup_selection aws_dlm_lifecycle_policy',
    source: `${aws}/aws-backup/latest/devguide/about-backup-plans.html`,
    gone: { mayLose: 'no new backups are made; old ones go on their own day' },
    changes: [
      {
        when: 'rule.lifecycle.delete_after<',
        unlimited: 0,
        ofExisting: true,
        loses: 'backups are deleted after {to day}, earlier than before',
      },
      {
        when: 'policy_details.schedule.retain_rule.interval_unit policy_details.schedule.cross_region_copy_rule.retain_rule.interval_unit policy_details.action.cross_region_copy.retain_rule.interval_unit',
        ofExisting: true,
        mayLose: 'backups may be kept shorter: how long is given in another unit',
      },
      {
        when: 'policy_details.schedule.retain_rule.count< policy_details.schedule.retain_rule.interval<',
        ofExisting: true,
        loses: 'backups are kept for {to}, {from} before',
      },
      {
        when: 'policy_details.schedule.cross_region_copy_rule.retain_rule.interval< policy_details.action.cross_region_copy.retain_rule.interval<',
        ofExisting: true,
        loses: 'copies of backups are kept for {to}, {from} before',
      },
      {
        when: '-rule state=DISABLED -resources -selection_tag +not_resources +condition',
        mayLose: 'some things are backed up no more: {what}',
      },
      {
        when: 'rule.enable_continuous_backup=false',
        mayLose: 'no point in time can be restored any more',
      },
      {
        when: '-rule.copy_action rule.copy_action.lifecycle.delete_after<',
        unlimited: 0,
        ofExisting: true,
        mayLose: 'backups are copied to the other vault no more, or kept shorter there',
      },
      {
        when: 'rule policy_details not_resources condition selection_tag resources state',
        look: 'backups are made at other times, or of other things',
      },
    ],
    access: 'iam_role_arn execution_role_arn policy_details.schedule.share_rule',
    harmless: 'advanced_backup_setting',
  },
  {
    types: 'aws_backup_region_settings',
    source: `${awsProvider}/backup_region_settings`,
    gone: { look: 'the settings of the region stay as they are, no longer managed' },
    changes: [
      { when: 'resource_type_management_preference', look: 'backups are managed otherwise' },
    ],
    made: { look: 'it stands for the whole region: which types are backed up' },
    ruled: 'resource_type_opt_in_preference',
  },
];
