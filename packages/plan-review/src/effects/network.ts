import { effect, type Rule } from './context';

/** What a thing is to those that depend on it: a rule for its going. Changes in place are told by attribute. */
function whenItGoes(whatHappens: string, severity: 'downtime' | 'downtime-possible'): Rule {
  return ({ change }) => {
    if (change.action !== 'destroy' && change.action !== 'replace') {
      return [];
    }
    return change.replaceOrder === 'create-first'
      ? effect('downtime-possible', `${whatHappens}, once the new one exists`)
      : effect(severity, whatHappens);
  };
}

const ruleOfSecurityGroup: Rule = ({ change }) => {
  switch (change.action) {
    case 'destroy':
      return effect('downtime-possible', 'connections it allows are refused from then on');
    case 'replace':
      return effect(
        'downtime-possible',
        'connections it allows are refused until the new rule exists',
      );
    case 'update':
      return effect('attention', 'which connections are allowed changes at once');
    default:
      return [];
  }
};

const permissions: Rule = ({ change }) => {
  switch (change.action) {
    case 'destroy':
    case 'replace':
      return effect('downtime-possible', 'what relies on these permissions fails without them');
    case 'update':
      return effect('attention', 'permissions of what runs change at once');
    default:
      return [];
  }
};

/** Networks, load balancers and permissions. */
export const networkRules: Readonly<Record<string, Rule>> = {
  aws_vpc: whenItGoes('everything inside of the network goes with it', 'downtime'),
  aws_subnet: whenItGoes('hosts in the subnet are terminated', 'downtime'),
  aws_internet_gateway: whenItGoes('nothing is reached from the internet', 'downtime'),
  aws_nat_gateway: whenItGoes('private subnets lose the internet', 'downtime-possible'),
  aws_route: whenItGoes('traffic on the route is dropped', 'downtime-possible'),
  aws_route_table: whenItGoes('its subnets fall back to other routes', 'downtime-possible'),
  aws_route_table_association: whenItGoes(
    'the subnet falls back to the main route table',
    'downtime-possible',
  ),
  aws_vpc_endpoint: whenItGoes('the service behind it is not reached', 'downtime-possible'),
  aws_eip: whenItGoes('its public address is given back for good', 'downtime-possible'),
  aws_network_interface: whenItGoes('its addresses go', 'downtime-possible'),
  aws_lb: whenItGoes('its address goes; clients find nothing there', 'downtime'),
  aws_alb: whenItGoes('its address goes; clients find nothing there', 'downtime'),
  aws_lb_listener: whenItGoes('connections to its port are refused', 'downtime'),
  aws_lb_target_group: whenItGoes('requests reach no target', 'downtime'),
  aws_route53_record: whenItGoes('the name resolves to nothing', 'downtime-possible'),
  aws_security_group: whenItGoes('connections its rules allow are refused', 'downtime-possible'),
  aws_security_group_rule: ruleOfSecurityGroup,
  aws_vpc_security_group_ingress_rule: ruleOfSecurityGroup,
  aws_vpc_security_group_egress_rule: ruleOfSecurityGroup,
  aws_iam_role: permissions,
  aws_iam_policy: permissions,
  aws_iam_role_policy: permissions,
  aws_iam_role_policy_attachment: permissions,
  aws_iam_instance_profile: permissions,
};
