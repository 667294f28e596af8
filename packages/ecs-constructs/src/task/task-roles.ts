import type { Construct } from 'constructs';
import { misuse } from '../support/validation';
import type { Ec2TaskDefinitionProps } from './ec2-task-definition-props';

/** An execution role is made here, or it is one that somebody else made. */
export function requireRoles(scope: Construct, props: Ec2TaskDefinitionProps): void {
  if (props.executionRole === undefined || props.executionRoleName === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'executionRoleName names the role that is made here, and executionRole is one that exists',
    got: `both, the name ${props.executionRoleName}`,
    fix: 'Remove one of them.',
  });
}

/** The agent works with the execution role, and only the application has the task role. */
export function roleWarnings({
  executionRole,
  taskRole,
}: Ec2TaskDefinitionProps): readonly string[] {
  if (executionRole === undefined || executionRole !== taskRole) {
    return [];
  }
  return [
    `${taskRole.roleName} is execution role and task role in one, so that the application may itself read every secret of ` +
      'the task and pull its images. Give each a role of its own.',
  ];
}
