import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { balancedStack, type BalancedOverrides } from '../fixtures/balanced-stack';
import { Peer } from '../network/peer';
import { synth } from '../testing';
import { ListenerAction } from './listener-action';
import { ListenerCondition } from './listener-condition';
import '../fixtures/matchers';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd-4567';
const balanced = (overrides: BalancedOverrides = {}) =>
  synth((stack) => void balancedStack(stack, overrides));

describe('a service behind an application load balancer', () => {
  const template = balanced();

  it('is registered with the port of its container, and has time to start', () => {
    expect(template).toHaveResourceAt('Service', {
      load_balancer: [
        {
          target_group_arn: '${aws_lb_target_group.LoadBalancer_Http_Hello_3F5470EE.arn}',
          container_name: 'jane_server',
          container_port: 8080,
        },
      ],
      health_check_grace_period_seconds: 60,
    });
  });

  it('has no warnings: its ports are reached through the load balancer', () => {
    expect(template.warnings).toEqual([]);
  });

  it('is asked for its health in plain numbers, which do not follow what AWS takes by default', () => {
    expect(template.resource('aws_lb_target_group').attributes).toMatchObject({
      name: expect.stringMatching(/^jane-Hello-[0-9a-f]{8}$/),
      port: 80,
      protocol: 'HTTP',
      protocol_version: 'HTTP1',
      target_type: 'instance',
      deregistration_delay: '30',
      health_check: {
        enabled: true,
        path: '/',
        port: 'traffic-port',
        protocol: 'HTTP',
        interval: 10,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 2,
        matcher: '200',
      },
      lifecycle: { create_before_destroy: true },
    });
  });

  it('lets nobody but the load balancer to the ports that ECS chooses, and that only there', () => {
    const hosts = template.at('Cluster/Hosts').resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(hosts.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({
        from_port: 32_768,
        to_port: 65_535,
        ip_protocol: 'tcp',
        referenced_security_group_id: expect.stringContaining('aws_security_group.LoadBalancer_'),
      }),
    ]);
    const [out, ...more] = template
      .at('LoadBalancer')
      .resourcesOf('aws_vpc_security_group_egress_rule');
    expect(more).toEqual([]);
    expect(out?.attributes).toMatchObject({
      from_port: 32_768,
      to_port: 65_535,
      referenced_security_group_id: expect.stringContaining('aws_security_group.Cluster_Hosts_'),
    });
  });

  it('is made after everything that it needs, which so outlives it', () => {
    for (const path of [
      'LoadBalancer',
      'LoadBalancer/Http',
      'LoadBalancer/Http/Hello',
      'LoadBalancer/SecurityGroup/Ingress-80-tcp-AnyIpv4',
      'LoadBalancer/SecurityGroup/Egress-32768-65535-tcp-Cluster-Hosts',
      'Cluster/Hosts/SecurityGroup/Ingress-32768-65535-tcp-LoadBalancer',
      'Network/InternetRoute',
    ]) {
      expect(template).toCreateBefore(path, 'Service');
    }
    expect(template).toCreateBefore('Network/InternetRoute', 'LoadBalancer');
  });

  it('stands behind a balancer that is public because that was said, and drops what is no header', () => {
    expect(template.resource('aws_lb').attributes).toMatchObject({
      internal: false,
      drop_invalid_header_fields: true,
      enable_deletion_protection: false,
      load_balancer_type: 'application',
      name: 'jane',
    });
    expect(
      balanced({ loadBalancer: { internetFacing: undefined } }).resource('aws_lb').attributes,
    ).toMatchObject({ internal: true });
  });

  it('may have a static port, which alone is opened then', () => {
    const fixed = balanced({
      container: { portMappings: [{ containerPort: 8080, hostPort: 8081 }] },
    });
    const rules = fixed.at('Cluster/Hosts').resourcesOf('aws_vpc_security_group_ingress_rule');
    expect(rules.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ from_port: 8081, to_port: 8081 }),
    ]);
    expect(fixed.warnings).toEqual([]);
  });

  it('is checked where another static port answers, which is opened too', () => {
    const chosen = synth((stack) => {
      const { service, listener } = balancedStack(stack, {
        container: {
          portMappings: [{ containerPort: 8080 }, { containerPort: 9000, hostPort: 9000 }],
        },
        service: { peers: [] },
        targets: { targets: [] },
      });
      listener.addTargets('Checked', {
        targets: [service.loadBalancerTarget({ containerPort: 8080 })],
        priority: 10,
        conditions: [ListenerCondition.pathPatterns(['/a'])],
        healthCheck: { port: 9000, path: '/health' },
      });
    });
    const opened = chosen
      .at('Cluster/Hosts')
      .resourcesOf('aws_vpc_security_group_ingress_rule')
      .map(({ attributes }) => attributes['from_port']);
    expect(opened).toEqual([32_768, 9000]);
  });

  it('takes containers, hosts and listeners in any order', () => {
    const late = synth((stack) => {
      const { cluster, listener, targetGroup, service } = balancedStack(stack);
      cluster.addCapacity('More', { instanceType: 't3.micro', instanceCount: 3 });
      listener.addAction('Api', {
        action: ListenerAction.forward([targetGroup]),
        priority: 10,
        conditions: [ListenerCondition.pathPatterns(['/api/*'])],
      });
      expect(service.node.path).toBe('Test/Service');
    });
    expect(late).toCreateBefore(
      'Cluster/More/SecurityGroup/Ingress-32768-65535-tcp-LoadBalancer',
      'Service',
    );
    expect(late).toCreateBefore('LoadBalancer/Http/Api', 'Service');
  });
});

describe('a listener for HTTPS', () => {
  it('has a modern policy, and its companion sends everybody there', () => {
    const template = synth((stack) => {
      const { loadBalancer } = balancedStack(stack, {
        listener: { port: 443, certificateArns: [CERTIFICATE, `${CERTIFICATE}-2`] },
      });
      loadBalancer.addRedirect({ peers: [Peer.anyIpv4()] });
    });
    expect(template).toHaveResourceAt('LoadBalancer/Http', {
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificate_arn: CERTIFICATE,
    });
    expect(template.resource('aws_lb_listener_certificate').attributes).toMatchObject({
      certificate_arn: `${CERTIFICATE}-2`,
    });
    expect(template).toHaveResourceAt('LoadBalancer/Redirect80To443', {
      protocol: 'HTTP',
      default_action: [
        {
          type: 'redirect',
          redirect: [
            {
              protocol: 'HTTPS',
              port: '443',
              host: '#{host}',
              path: '/#{path}',
              query: '#{query}',
              status_code: 'HTTP_301',
            },
          ],
        },
      ],
    });
  });

  it('waits for a certificate of the same stack, or says what to wait for', () => {
    const using = (which: 'certificate' | 'validation' | 'imported') =>
      synth((stack) => {
        const certificate = new AcmCertificate(stack, 'Certificate', {
          ...(which === 'imported'
            ? { certificateBody: 'body', privateKey: 'key' }
            : { domainName: 'example.com', validationMethod: 'DNS' }),
        });
        const { arn } = certificate;
        const validated = new AcmCertificateValidation(stack, 'Validation', {
          certificateArn: arn,
        });
        const certificateArn = which === 'validation' ? validated.certificateArn : arn;
        balancedStack(stack, { listener: { port: 443, certificateArns: [certificateArn] } });
      });
    expect(() => using('certificate')).toThrow(
      'a listener is refused until its certificate is issued, and nothing here waits for that; got the ARN of ' +
        'aws_acm_certificate.Certificate itself. Validate it with AcmCertificateValidation',
    );
    expect(() => using('validation')).not.toThrow();
    expect(() => using('imported')).not.toThrow();
  });
});

describe('the rules of a listener', () => {
  it('are written as the provider takes them', () => {
    const template = synth((stack) => {
      const { listener, targetGroup, loadBalancer } = balancedStack(stack);
      const second = listener.addTargets('Other', {
        targets: [],
        priority: 10,
        conditions: [
          ListenerCondition.hostHeaders(['a.example.com']),
          ListenerCondition.httpHeader('X-Version', ['2']),
          ListenerCondition.queryStrings([{ key: 'v', value: '2' }]),
        ],
      });
      listener.addAction('Canary', {
        action: ListenerAction.weightedForward([
          { targetGroup, weight: 9 },
          { targetGroup: second, weight: 1 },
        ]),
        priority: 20,
        conditions: [ListenerCondition.pathPatterns(['/canary/*'])],
      });
      listener.addAction('Closed', {
        action: ListenerAction.fixedResponse(403, { messageBody: '${no}' }),
        priority: 30,
        conditions: [ListenerCondition.sourceIps(['192.0.2.0/24'])],
      });
      expect(loadBalancer.loadBalancerDnsName).toContain('TfToken');
    });
    expect(template).toHaveResourceAt('LoadBalancer/Http/OtherRule', {
      priority: 10,
      condition: [
        { host_header: [{ values: ['a.example.com'] }] },
        { http_header: [{ http_header_name: 'X-Version', values: ['2'] }] },
        { query_string: [{ key: 'v', value: '2' }] },
      ],
    });
    const [canary] = template.resourceAt('LoadBalancer/Http/Canary').attributes['action'] as [
      { forward: [{ target_group: { weight: number }[] }] },
    ];
    expect(canary.forward[0].target_group.map(({ weight }) => weight)).toEqual([9, 1]);
    expect(canary).not.toHaveProperty('target_group_arn');
    expect(template).toHaveResourceAt('LoadBalancer/Http/Closed', {
      action: [
        {
          type: 'fixed-response',
          fixed_response: [
            { content_type: 'text/plain', message_body: '$${no}', status_code: '403' },
          ],
        },
      ],
    });
  });

  it('leave what none of them takes to a plain 404', () => {
    const template = balanced({
      targets: { priority: 10, conditions: [ListenerCondition.pathPatterns(['/hello'])] },
    });
    expect(template.resource('aws_lb_listener').attributes['default_action']).toMatchObject([
      { type: 'fixed-response', fixed_response: [{ status_code: '404' }] },
    ]);
    expect(template).toCreateBefore('LoadBalancer/Http/HelloRule', 'Service');
  });
});

describe('the name of a target group', () => {
  const nameOf = (overrides: BalancedOverrides) =>
    balanced(overrides).resource('aws_lb_target_group').attributes['name'] as string;

  it('is another one for whatever makes another group, and the same one otherwise', () => {
    const certificateArns = [CERTIFICATE];
    const https = { listener: { certificateArns } };
    expect(nameOf({ ...https, targets: { protocolVersion: 'HTTP2' } })).not.toBe(nameOf(https));
    expect(nameOf({ targets: { healthCheck: { path: '/health' } } })).toBe(nameOf({}));
  });

  it('has at most 32 characters', () => {
    const loadBalancerName = 'a-name-of-exactly-32-characters-';
    const name = nameOf({ loadBalancer: { loadBalancerName: loadBalancerName.slice(0, 31) } });
    expect(name).toMatch(/^a-name-of-exactly-32-ch-[0-9a-f]{8}$/);
  });
});
