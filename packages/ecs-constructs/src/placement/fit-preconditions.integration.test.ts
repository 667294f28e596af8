import { terraformTest, whereTerraformRuns } from '../fixtures/terraform-test';

/** The mocked answer for every type is 2 vCPU and 2048 MiB. */
const plan = (memoryMiB: number, cpu = 512) =>
  terraformTest(
    { plan: { command: 'plan' } },
    { capacity: { instanceType: 'm99i.large' }, task: { memoryMiB, cpu } },
  );

describe('terraform, with an instance type that the table does not know', () => {
  whereTerraformRuns('plans a task that fits', () => {
    expect(plan(2017)).toContain('1 passed, 0 failed');
  });

  whereTerraformRuns(
    'fails the plan of a task that needs more memory, and says the numbers',
    () => {
      expect(() => plan(2018)).toThrow(/2018 MiB, and\s+a host has 2048 CPU units and 2017 MiB/);
    },
  );

  whereTerraformRuns('fails the plan of a task that needs more CPU', () => {
    expect(() => plan(512, 2049)).toThrow('A task does not fit on any host');
  });

  // The mocked answer offers every type in a, b and c.
  whereTerraformRuns(
    'fails the plan where a zone of the hosts does not have it, and names the zone',
    () => {
      const zones = ['eu-west-1a', 'eu-west-1d', 'eu-west-1f'];
      const planIn = (checkInstanceTypeOfferings?: boolean) =>
        terraformTest(
          { plan: { command: 'plan' } },
          {
            capacity: { instanceType: 'm99i.large', checkInstanceTypeOfferings },
            network: { availabilityZones: zones },
          },
        );
      expect(() => planIn()).toThrow(
        /AWS does not offer m99i\.large in\s+eu-west-1d, eu-west-1f, where\s+hosts/,
      );
      expect(planIn(false)).toContain('1 passed, 0 failed');
    },
  );
});
