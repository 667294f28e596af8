import { ContainerImage } from '../image/container-image';
import { Secret } from '../secrets/secret';
import { synth } from '../testing';
import { Ec2TaskDefinition } from './ec2-task-definition';
import { LogDriver } from './log-driver';

const image = ContainerImage.fromRegistry('nginx:1');
const TOKEN = 'arn:aws:ssm:us-east-1:123456789012:parameter/splunk';

const withDriver = (logging: LogDriver) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', { family: 'hello', memoryMiB: 256 });
    task.addContainer('App', { image, logging });
    task.addContainer('Router', { image, fireLensRouter: { type: 'fluentbit' } });
  });
const rendered = (logging: LogDriver) =>
  withDriver(logging).containerDefinitions()[0]?.['logConfiguration'];

describe('LogDriver', () => {
  it('rotates files on the host, so that they do not fill its disk', () => {
    expect(rendered(LogDriver.jsonFile())).toEqual({
      logDriver: 'json-file',
      options: { 'max-size': '10m', 'max-file': '3' },
    });
    expect(rendered(LogDriver.jsonFile({ maxSizeMiB: 1, maxFiles: 2 }))).toMatchObject({
      options: { 'max-size': '1m', 'max-file': '2' },
    });
  });

  it('can throw the output away', () => {
    expect(rendered(LogDriver.none())).toEqual({ logDriver: 'none' });
  });

  it('hands the token of Splunk over as a secret, which the execution role may read', () => {
    const token = Secret.fromSsmParameter(TOKEN);
    const template = withDriver(
      LogDriver.splunk({ url: 'https://s:8088', token, options: { 'splunk-index': 'a' } }),
    );
    expect(template.containerDefinitions()[0]?.['logConfiguration']).toEqual({
      logDriver: 'splunk',
      options: { 'splunk-url': 'https://s:8088', 'splunk-index': 'a' },
      secretOptions: [{ name: 'splunk-token', valueFrom: TOKEN }],
    });
    expect(JSON.stringify(template.policyStatements())).toContain(`"Resource":["${TOKEN}"]`);
  });

  it('sends to the log router of the task', () => {
    const template = withDriver(LogDriver.fireLens({ options: { Name: 'stdout' } }));
    const [app, router] = template.containerDefinitions();
    expect(app?.['logConfiguration']).toEqual({
      logDriver: 'awsfirelens',
      options: { Name: 'stdout' },
    });
    expect(router?.['firelensConfiguration']).toEqual({ type: 'fluentbit' });
  });

  it('takes any other driver', () => {
    expect(rendered(LogDriver.custom('journald', { options: { tag: 'a' } }))).toEqual({
      logDriver: 'journald',
      options: { tag: 'a' },
    });
  });
});
