import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { DeploymentCircuitBreaker } from './ec2-service-props';

describe('circuitBreaker', () => {
  const warnings = (circuitBreaker?: DeploymentCircuitBreaker) =>
    synth((stack) => referenceStack(stack, { service: { circuitBreaker } })).warnings;

  it('warns when it is off', () => {
    expect(warnings({ enable: false }).join()).toContain('circuitBreaker is off: ECS starts');
  });

  it('says nothing where a deployment ends by itself', () => {
    expect(warnings()).toEqual([]);
    expect(warnings({ rollback: false })).toEqual([]);
  });
});
