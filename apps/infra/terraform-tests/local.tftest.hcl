# Plans the synthesized stack of the stage `local` with Terraform itself; the provider is mocked, so neither an
# account nor the local AWS is needed. What AWS computes is unknown here; what we wrote is not.

mock_provider "aws" {
  mock_data "aws_ssm_parameter" {
    defaults = { insecure_value = "ami-0123456789abcdef0" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-east-1", name = "us-east-1" }
  }
  mock_data "aws_default_tags" {
    defaults = { tags = { Project = "hello-ecs" } }
  }

  # The provider checks that ARNs look like ARNs, mocked or not.
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::123456789012:instance-profile/mock" }
  }
  mock_resource "aws_launch_template" {
    defaults = { id = "lt-0123456789abcdef0", latest_version = 1 }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/mock" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/mock:1" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = { repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mock" }
  }
}

run "plans_three_hosts_in_three_zones" {
  command = plan

  assert {
    condition = alltrue([
      aws_autoscaling_group.Cluster_Hosts_88720175.min_size == 3,
      aws_autoscaling_group.Cluster_Hosts_88720175.max_size == 3,
      aws_autoscaling_group.Cluster_Hosts_88720175.desired_capacity == 3,
      aws_launch_template.Cluster_Hosts_LaunchTemplate_7AE26A49.instance_type == "t3.micro",
    ])
    error_message = "Three t3.micro hosts, no more and no fewer."
  }

  assert {
    condition     = length(distinct(output.availability_zones)) == 3
    error_message = "The hosts spread over three AZs."
  }

  assert {
    condition     = aws_launch_template.Cluster_Hosts_LaunchTemplate_7AE26A49.metadata_options[0].http_tokens == "required"
    error_message = "IMDSv2 is required."
  }
}

run "applies_one_port_from_the_container_to_the_world" {
  command = apply

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.Task_79114B6B.container_definitions)[0].portMappings[0].hostPort ==
      aws_vpc_security_group_ingress_rule.Cluster_Hosts_SecurityGroup_Ingress-80-tcp-AnyIpv4_4373CB0F.from_port
    )
    error_message = "The security group opens the port that the container publishes."
  }

  assert {
    condition     = startswith(output.image, "${output.repository_url}:")
    error_message = "The task runs an image of the repository, by tag."
  }

  assert {
    condition     = aws_ecs_service.Service_DBC79909.task_definition == output.task_definition_arn
    error_message = "The service runs the revision that this stack registers."
  }
}
