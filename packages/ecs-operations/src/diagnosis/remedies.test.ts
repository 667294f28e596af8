import { remedies, remediesFor, type FactSource } from './remedies';

const idsFor = (source: FactSource, text: string) =>
  remediesFor([{ source, text }]).map(({ remedy }) => remedy.id);

describe('the catalogue of remedies', () => {
  // What ECS, Docker and Auto Scaling really say; each line from AWS's own pages or from a real deployment.
  it.each<[FactSource, string, string]>([
    [
      'container',
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v9: 123456789012.dkr.ecr.us-east-1.amazonaws.com/app:v9: not found',
      'image-missing',
    ],
    [
      'task',
      'CannotPullContainerError: Error response from daemon: manifest for nginx:nope not found: manifest unknown',
      'image-missing',
    ],
    [
      'task',
      'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: dial tcp 52.217.1.1:443: i/o timeout',
      'cannot-pull',
    ],
    [
      'task',
      'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.',
      'cannot-pull',
    ],
    ['log', 'exec /usr/local/bin/docker-entrypoint.sh: exec format error', 'wrong-architecture'],
    [
      'task',
      "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64': no matching manifest for linux/amd64",
      'wrong-architecture',
    ],
    [
      'event',
      '(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.',
      'no-hosts',
    ],
    [
      'event',
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) is already using a port required by your task.',
      'no-ports',
    ],
    [
      'event',
      '(service web) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 1) has insufficient memory available.',
      'no-memory-or-cpu',
    ],
    [
      'event',
      '(service web) was unable to place a task. The closest matching (container-instance 1) has insufficient CPU units available.',
      'no-memory-or-cpu',
    ],
    ['host', 'RESOURCE:PORTS', 'no-ports'],
    ['host', 'RESOURCE:MEMORY', 'no-memory-or-cpu'],
    ['host', 'RESOURCE:GPU', 'constraint'],
    [
      'event',
      "(service web) was unable to place a task because the closest matching (container-instance 1) encountered error 'AGENT'",
      'agent-disconnected',
    ],
    ['host', 'host i-1: the ECS agent is disconnected', 'agent-disconnected'],
    ['host', 'the cluster shop has no host: none has joined it', 'no-hosts'],
    [
      'task',
      'ServiceSchedulerInitiated Task failed container health checks',
      'container-health-check',
    ],
    [
      'task',
      'ServiceSchedulerInitiated Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)',
      'balancer-health-check',
    ],
    [
      'target',
      '10.0.1.7:8080 is unhealthy: Target.ResponseCodeMismatch, Health checks failed with these codes: [404]',
      'balancer-health-check',
    ],
    ['event', 'ECS deployment circuit breaker: tasks failed to start.', 'circuit-breaker'],
    [
      'activity',
      'hosts: Failed: Launching a new EC2 instance.  Status Reason: We currently do not have sufficient t3.micro capacity in the Availability Zone you requested',
      'launch-failure',
    ],
    [
      'activity',
      'hosts: Failed: Launching a new EC2 instance. You have requested more vCPU capacity than your current vCPU limit of 8 allows',
      'launch-failure',
    ],
    [
      'task',
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: AccessDeniedException: not authorized to perform: secretsmanager:GetSecretValue',
      'secret-unreadable',
    ],
    [
      'task',
      'Fetching secret data from SSM Parameter Store in us-east-1: invalid ssm parameters: /db/password',
      'secret-unreadable',
    ],
    [
      'event',
      '(service web) failed to launch a task with (error ECS was unable to assume the role "arn:aws:iam::1:role/x" that was provided for this task.)',
      'role-not-assumable',
    ],
    [
      'container',
      'CannotStartContainerError: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
      'log-group-missing',
    ],
    ['container', 'OutOfMemoryError: Container killed due to memory usage', 'out-of-memory'],
    [
      'container',
      'CannotStartContainerError: exec: "nope": executable file not found in $PATH',
      'command-missing',
    ],
    ['container', 'exit code 137', 'killed'],
    ['container', 'exit code 1', 'program-ended'],
  ])('answers (%s) %s with %s', (source, text, id) => {
    expect(idsFor(source, text)[0]).toBe(id);
  });

  it.each<[FactSource, string]>([
    ['event', '(service web) has reached a steady state.'],
    ['event', '(service web) has started 1 tasks: (task 1).'],
    ['log', 'listening on 8080'],
    ['log', 'the upstream said: address already in use'],
    ['container', 'nothing that anybody knows'],
    ['task', 'EssentialContainerExited Essential container in task exited'],
  ])('has nothing to say about (%s) %s', (source, text) => {
    expect(idsFor(source, text)).toEqual([]);
  });

  it('does not explain with a general row what a specific one has explained', () => {
    const pull = 'CannotPullContainerError: app:v9: not found';
    expect(
      remediesFor([
        { source: 'task', text: pull },
        { source: 'container', text: pull },
      ]).map(({ remedy }) => remedy.id),
    ).toEqual(['image-missing']);
  });

  it('has a page of AWS and a fix for each row, and each id once', () => {
    expect(new Set(remedies.map(({ id }) => id)).size).toBe(remedies.length);
    for (const { page, fix, title } of remedies) {
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect([fix.endsWith('.'), title.endsWith('.')]).toEqual([true, false]);
    }
  });
});
