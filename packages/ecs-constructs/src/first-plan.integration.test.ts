import type { TerraformStack } from 'cdktf';
import { referenceStack } from './fixtures/reference-stack';
import { terraformFirstPlan, whereTerraformRuns } from './fixtures/terraform-test';
import { Role } from './iam/role';
import { ContainerImage } from './image/container-image';
import { ImageRepository } from './image/image-repository';
import type { Template } from './testing';

const ACCOUNT = 'eu-west-1:123456789012';

/** Every policy, of a stack that makes all that it names. */
const policies = (template: Template) =>
  template
    .resourcesOf('aws_iam_role_policy')
    .map(({ address }) => `flatten(jsondecode(${address}.policy).Statement[*].Resource)`);

const build =
  (roles: { executionRoleName?: string; image?: boolean }) => (stack: TerraformStack) => {
    const { service, repository, logGroup } = referenceStack(stack, {
      task: { executionRoleName: roles.executionRoleName },
    });
    const deployer = new Role(stack, 'Deployer', { assumedBy: 'ecs-tasks.amazonaws.com' });
    service.grantDeploy(deployer);
    repository.grantPush(deployer);
    logGroup.grantRead(deployer);
  };

// A condition of a run that plans must be known while it plans: with a value of after the apply, terraform fails.
describe('the first plan, before anything is there', () => {
  whereTerraformRuns('shows every resource that a policy names', () => {
    const output = terraformFirstPlan(
      build({ executionRoleName: 'jane-execution' }),
      (template) => {
        const [all, ...others] = policies(template);
        const resources = `concat(${[all, ...others].join(', ')})`;
        const expected = [
          `arn:aws:ecr:${ACCOUNT}:repository/my-app/server`,
          `arn:aws:logs:${ACCOUNT}:log-group:/jane/server:*`,
          `arn:aws:ecs:${ACCOUNT}:cluster/jane_ecs_cluster`,
          `arn:aws:ecs:${ACCOUNT}:service/jane_ecs_cluster/jane_app_service`,
          `arn:aws:ecs:${ACCOUNT}:task-definition/jane_app_service:*`,
          'arn:aws:iam::123456789012:role/jane-execution',
        ];
        return expected.map((arn) => `contains(${resources}, ${JSON.stringify(arn)})`);
      },
    );
    expect(output).toContain('1 passed, 0 failed');
  });

  whereTerraformRuns('shows the containers, with image and log group', () => {
    const output = terraformFirstPlan(build({}), (template) => {
      const { address } = template.resource('aws_ecs_task_definition');
      const container = `jsondecode(${address}.container_definitions)[0]`;
      return [
        `${container}.image == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-app/server:1"`,
        `${container}.logConfiguration.options["awslogs-group"] == "/jane/server"`,
        `${container}.memoryReservation == 256`,
      ];
    });
    expect(output).toContain('1 passed, 0 failed');
  });

  whereTerraformRuns(
    'does not know a role whose name AWS makes, and nothing says that it does',
    () => {
      const known = () =>
        terraformFirstPlan(build({}), (template) =>
          policies(template).map((resources) => `length(${resources}) > 0`),
        );
      expect(known).toThrow('Unknown condition value');
    },
  );

  whereTerraformRuns('shows the image of a repository that another stack made', () => {
    const output = terraformFirstPlan(
      (stack) => {
        const shared = ImageRepository.fromRepositoryName(stack, 'Shared', 'shared/app');
        const image = ContainerImage.fromRepository(shared, { tag: '2' });
        referenceStack(stack, { container: { image } });
      },
      (template) => {
        const { address } = template.resource('aws_ecs_task_definition');
        return [
          `jsondecode(${address}.container_definitions)[0].image == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shared/app:2"`,
        ];
      },
    );
    expect(output).toContain('1 passed, 0 failed');
  });
});
