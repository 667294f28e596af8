import { LbListener, type LbListenerConfig } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { isEverybody, sensitiveService } from '../network/exposed-ports';
import type { Peer } from '../network/peer';
import { AtSynth } from '../support/at-synth';
import { inStackOf } from '../support/dependencies';
import { literal } from '../support/terraform-text';
import { describeProblem, requireInteger } from '../support/validation';
import { certificateProblems, requireCertificates } from './certificates';
import type { ListenerAction } from './listener-action';
import type { LoadBalancer } from './load-balancer';

/** TLS 1.2 and 1.3, and no cipher that is known to be weak. What AWS takes without a word allows TLS 1.0. */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** Options of every listener. */
export interface ListenerOptions {
  readonly port: number;
  /**
   * ARNs of certificates in the region of the load balancer: the first one is for clients that ask for no name, the others
   * for those that ask for theirs. Of a certificate of this stack that is validated there, give the ARN that the
   * validation has. @default - none
   */
  readonly certificateArns?: readonly string[];
  /** @default - TLS 1.2 and 1.3: 'ELBSecurityPolicy-TLS13-1-2-2021-06' */
  readonly sslPolicy?: string;
  /**
   * Who may come: `[Peer.anyIpv4()]` is everybody. `[]` says that nobody is meant; without it, synth warns that nobody can.
   *
   * @default - nobody, with a warning
   */
  readonly peers?: readonly Peer[];
}

/** What each kind of listener decides. */
interface ListenerSettings extends ListenerOptions {
  readonly loadBalancer: LoadBalancer;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS';
  readonly config: Partial<LbListenerConfig>;
}

/** A port on which a load balancer takes what comes. */
export abstract class Listener extends Construct {
  readonly resource: LbListener;
  readonly listenerArn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS';

  protected readonly peers: readonly Peer[];
  private readonly loadBalancerOf: LoadBalancer;

  protected constructor(scope: Construct, id: string, settings: ListenerSettings) {
    super(scope, id);
    const { loadBalancer, port, protocol, certificateArns = [], peers = [] } = settings;
    requireInteger(this, port, { name: 'port', min: 1, max: 65_535 });
    requireCertificates(this, protocol, certificateArns);
    loadBalancer.takePort(this, port);
    this.loadBalancerOf = loadBalancer;
    this.port = port;
    this.protocol = protocol;
    this.peers = peers;
    const [certificateArn, ...others] = certificateArns;
    const rules = peers.flatMap(
      (peer) => loadBalancer.securityGroup?.allowIngress(port, 'tcp', peer) ?? [],
    );
    this.resource = new LbListener(this, 'Resource', {
      ...settings.config,
      loadBalancerArn: loadBalancer.loadBalancerArn,
      port,
      protocol,
      certificateArn: literal(certificateArn),
      sslPolicy: certificateArn === undefined ? undefined : (settings.sslPolicy ?? TLS_POLICY),
      // At synth, because targets may be added later.
      defaultAction: AtSynth.any(() => [{ ...this.defaultActionAtSynth().rendered }]) as never,
      dependsOn: [...inStackOf(this, rules)],
    });
    this.listenerArn = this.resource.arn;
    for (const [index, other] of others.entries()) {
      new LbListenerCertificate(this, `Certificate${index + 2}`, {
        listenerArn: this.listenerArn,
        certificateArn: literal(other),
      });
    }
    this.warnOfPeers(settings.peers);
    this.node.addValidation({
      validate: () => [...this.problems(), ...certificateProblems(this, certificateArns)],
    });
  }

  /** What becomes of what no rule takes. */
  protected abstract defaultActionAtSynth(): ListenerAction;

  protected abstract problems(): readonly string[];

  /** Tells target groups that this listener, or a rule of it, sends requests to them. */
  protected use(action: ListenerAction, resource: ITerraformDependable): void {
    const loadBalancer = this.loadBalancerOf;
    const { securityGroup } = loadBalancer;
    const peers = securityGroup === undefined ? this.peers : [securityGroup.peer];
    for (const targetGroup of action.targetGroups) {
      targetGroup.addUse({ loadBalancer, resource, peers, visitor: securityGroup });
    }
  }

  private warnOfPeers(peers: readonly Peer[] | undefined): void {
    if (peers === undefined) {
      this.warn({
        what: `nobody can reach port ${this.port} of the load balancer`,
        got: 'no peers',
        fix:
          'Open to everybody with peers: [Peer.anyIpv4()], or to some with Peer.ipv4 or Peer.securityGroup; peers: [] ' +
          'says that nobody is meant.',
      });
    }
    const listening = sensitiveService(this.port);
    if (this.loadBalancerOf.internetFacing && peers?.some(isEverybody) && listening !== undefined) {
      this.warn({
        what: `the whole internet can reach port ${this.port} of the load balancer (${listening})`,
        got: 'peers with everybody',
        fix: 'Name in peers those who need it, with Peer.securityGroup or Peer.ipv4.',
      });
    }
  }

  private warn(problem: Parameters<typeof describeProblem>[0]): void {
    Annotations.of(this).addWarning(describeProblem(problem));
  }
}
