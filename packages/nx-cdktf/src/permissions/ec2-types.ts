import { all, ec2, on, TAGS, type TypeActions } from './grant';

const group = 'autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/{name}';

/** Networks, hosts and what lets into them. */
export const EC2_TYPES: Readonly<Record<string, TypeActions>> = {
  aws_autoscaling_group: {
    read: [
      all(
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeScalingActivities',
        'autoscaling:DescribeTags',
      ),
      all(
        'autoscaling:DescribeInstanceRefreshes',
        'autoscaling:DescribeWarmPool',
        'autoscaling:DescribeLifecycleHooks',
      ),
      // The look at the limits of the account before a deployment.
      all('servicequotas:GetServiceQuota', 'servicequotas:GetAWSDefaultServiceQuota'),
      ec2('DescribeInstances'),
    ],
    write: [
      on(
        group,
        ...['Create', 'Update', 'Delete'].map((verb) => `autoscaling:${verb}AutoScalingGroup`),
        ...['CreateOrUpdateTags', 'DeleteTags', 'SetInstanceProtection', 'SuspendProcesses'].map(
          (name) => `autoscaling:${name}`,
        ),
        ...['ResumeProcesses', 'StartInstanceRefresh', 'CancelInstanceRefresh'].map(
          (name) => `autoscaling:${name}`,
        ),
        ...[
          'EnableMetricsCollection',
          'DisableMetricsCollection',
          'TerminateInstanceInAutoScalingGroup',
        ].map((name) => `autoscaling:${name}`),
      ),
      // The group starts its hosts with the rights of whoever makes it.
      ec2('RunInstances', 'CreateTags', 'DescribeInstances', 'DescribeLaunchTemplateVersions'),
    ],
  },
  aws_default_security_group: {
    read: [ec2('DescribeSecurityGroups', 'DescribeSecurityGroupRules')],
    write: [
      ec2(
        'RevokeSecurityGroupIngress',
        'RevokeSecurityGroupEgress',
        'AuthorizeSecurityGroupIngress',
      ),
      ec2('AuthorizeSecurityGroupEgress', ...TAGS),
    ],
  },
  aws_internet_gateway: {
    read: [ec2('DescribeInternetGateways')],
    write: [
      ec2(
        'CreateInternetGateway',
        'DeleteInternetGateway',
        'AttachInternetGateway',
        'DetachInternetGateway',
        ...TAGS,
      ),
    ],
  },
  aws_launch_template: {
    read: [
      ec2('DescribeLaunchTemplates', 'DescribeLaunchTemplateVersions'),
      // The look before a deployment.
      ec2('DescribeInstanceTypes', 'DescribeInstanceTypeOfferings'),
    ],
    write: [
      ec2(
        'CreateLaunchTemplate',
        'CreateLaunchTemplateVersion',
        'ModifyLaunchTemplate',
        'DeleteLaunchTemplate',
      ),
      ec2('GetLaunchTemplateData', ...TAGS),
    ],
  },
  aws_route: {
    read: [ec2('DescribeRouteTables')],
    write: [ec2('CreateRoute', 'ReplaceRoute', 'DeleteRoute')],
  },
  aws_route_table: {
    read: [ec2('DescribeRouteTables')],
    write: [
      ec2(
        'CreateRouteTable',
        'DeleteRouteTable',
        'CreateRoute',
        'DeleteRoute',
        'DisassociateRouteTable',
        ...TAGS,
      ),
    ],
  },
  aws_route_table_association: {
    read: [ec2('DescribeRouteTables')],
    write: [ec2('AssociateRouteTable', 'DisassociateRouteTable', 'ReplaceRouteTableAssociation')],
  },
  aws_security_group: {
    read: [
      ec2('DescribeSecurityGroups', 'DescribeNetworkInterfaces', 'DescribeSecurityGroupRules'),
    ],
    write: [
      ec2(
        'CreateSecurityGroup',
        'DeleteSecurityGroup',
        'RevokeSecurityGroupEgress',
        'RevokeSecurityGroupIngress',
      ),
      ec2(
        'AuthorizeSecurityGroupIngress',
        'AuthorizeSecurityGroupEgress',
        'DetachNetworkInterface',
        ...TAGS,
      ),
    ],
  },
  aws_subnet: {
    read: [ec2('DescribeSubnets', 'DescribeAvailabilityZones')],
    write: [
      ec2(
        'CreateSubnet',
        'DeleteSubnet',
        'ModifySubnetAttribute',
        'DescribeNetworkInterfaces',
        ...TAGS,
      ),
    ],
  },
  aws_vpc: {
    read: [
      ec2(
        'DescribeVpcs',
        'DescribeVpcAttribute',
        'DescribeNetworkAcls',
        'DescribeRouteTables',
        'DescribeSecurityGroups',
      ),
    ],
    write: [ec2('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', ...TAGS)],
  },
  aws_vpc_security_group_egress_rule: {
    read: [ec2('DescribeSecurityGroupRules')],
    write: [
      ec2(
        'AuthorizeSecurityGroupEgress',
        'RevokeSecurityGroupEgress',
        'ModifySecurityGroupRules',
        ...TAGS,
      ),
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: [ec2('DescribeSecurityGroupRules')],
    write: [
      ec2(
        'AuthorizeSecurityGroupIngress',
        'RevokeSecurityGroupIngress',
        'ModifySecurityGroupRules',
        ...TAGS,
      ),
    ],
  },
};
