import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { DeploymentCircuitBreaker, ForceNewDeployment } from './ec2-service-props';

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

describe('forceNewDeployment', () => {
  const build = (forceNewDeployment?: ForceNewDeployment) =>
    synth((stack) => referenceStack(stack, { service: { forceNewDeployment } }));

  it('is asked of the provider, with triggers whose change starts a deployment', () => {
    const { attributes } = build({ triggers: { settings: 'v7', price: '${5}' } }).resource(
      'aws_ecs_service',
    );
    expect(attributes).toMatchObject({
      force_new_deployment: true,
      triggers: { settings: 'v7', price: '$${5}' },
    });
  });

  it('goes with every change of the service without triggers, and with none where nobody asks', () => {
    expect(build({}).resource('aws_ecs_service').attributes).toMatchObject({
      force_new_deployment: true,
    });
    const { attributes } = build().resource('aws_ecs_service');
    expect(attributes).not.toHaveProperty('force_new_deployment');
    expect(attributes).not.toHaveProperty('triggers');
  });

  it.each([
    () => new Date().toISOString(),
    () => String(Date.now()),
    () => String(Math.round(Date.now() / 1000)),
  ])('warns of a trigger that is another one in every synth', (now) => {
    expect(build({ triggers: { at: now() } }).warnings.join()).toContain(
      'forceNewDeployment.triggers.at is the time of this synth, so that every plan deploys',
    );
  });

  it('warns of no version, no hash and no day', () => {
    const triggers = { version: '7', hash: 'f00d', day: '2026-01-01', empty: '' };
    expect(build({ triggers }).warnings).toEqual([]);
  });

  it('refuses a trigger that is no text', () => {
    expect(() => build({ triggers: { version: 7 as never } })).toThrow(
      'forceNewDeployment.triggers holds texts, and "version" is none; got 7.',
    );
  });
});
