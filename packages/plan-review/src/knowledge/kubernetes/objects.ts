import type { KnowledgeRow } from '../row';
import { kubernetesDocs, kubernetesProvider } from '../sources';

/** Objects of Kubernetes, Helm releases and manifests. Nearly everything stands in `spec` and `metadata`. */
export const kubernetesObjects: readonly KnowledgeRow[] = [
  {
    types: 'kubernetes_persistent_volume_claim kubernetes_persistent_volume_claim_v1',
    source: `${kubernetesDocs}/storage/persistent-volumes/`,
    gone: {
      loses: 'its volume is deleted, unless the reclaim policy is Retain',
      stops: 'pods that mount it do not start',
    },
    changes: [{ when: 'spec.resources', look: 'the volume grows' }],
    harmless: 'metadata wait_until_bound',
  },
  {
    types: 'kubernetes_persistent_volume kubernetes_persistent_volume_v1',
    source: `${kubernetesDocs}/storage/persistent-volumes/`,
    gone: {
      loses: 'what lies on it is lost, unless the reclaim policy is Retain',
      stops: 'pods that mount it do not start',
    },
    changes: [
      {
        when: 'spec.persistent_volume_reclaim_policy=Delete spec.persistent_volume_reclaim_policy=Recycle',
        mayLose: 'what lies on it goes with its claim from then on',
      },
      { when: 'spec', mayStop: 'pods that mount it may not start' },
    ],
    access: 'host_path',
    harmless: 'metadata',
  },
  {
    types:
      'kubernetes_storage_class kubernetes_storage_class_v1 kubernetes_csi_driver kubernetes_csi_driver_v1',
    source: `${kubernetesDocs}/storage/storage-classes/`,
    gone: { mayStop: 'no new volume is made by it; those that exist stay' },
    changes: [{ when: 'allow_volume_expansion', look: 'volumes can grow, or cannot' }],
    harmless: 'metadata',
  },
  {
    types: 'kubernetes_stateful_set kubernetes_stateful_set_v1',
    source: `${kubernetesDocs}/workloads/controllers/statefulset/`,
    gone: { stops: 'its pods stop; their claims stay by default' },
    changes: [
      { when: 'spec.replicas=0', stops: 'all of its pods stop' },
      { when: 'spec.replicas<', mayStop: 'it goes from {from} to {to} pods' },
      {
        when: 'spec.persistent_volume_claim_retention_policy',
        mayLose: 'claims may be deleted with it, or with a pod',
      },
      { when: 'spec.template', mayStop: 'its pods are replaced one after another' },
      { when: 'spec.update_strategy', look: 'pods are replaced by other rules' },
    ],
    access:
      'spec.template.spec.service_account_name spec.template.spec.host_network spec.template.spec.host_pid spec.template.spec.host_ipc spec.template.spec.container.security_context spec.template.spec.init_container.security_context',
    harmless: 'spec.replicas metadata wait_for_rollout',
  },
  {
    types:
      'kubernetes_deployment kubernetes_deployment_v1 kubernetes_daemonset kubernetes_daemon_set_v1 kubernetes_replication_controller kubernetes_replication_controller_v1',
    source: `${kubernetesDocs}/workloads/controllers/deployment/`,
    gone: { stops: 'its pods stop' },
    changes: [
      { when: 'spec.replicas=0', stops: 'all of its pods stop' },
      { when: 'spec.replicas<', mayStop: 'it goes from {from} to {to} pods' },
      {
        when: 'spec.strategy.type=Recreate',
        mayStop: 'from then on all pods stop before new ones start',
      },
      { when: 'spec.template', look: 'its pods are replaced, by its strategy' },
      {
        when: 'spec.strategy spec.min_ready_seconds spec.progress_deadline_seconds spec.paused',
        look: 'pods are replaced by other rules: {what}',
      },
    ],
    access:
      'spec.template.spec.service_account_name spec.template.spec.host_network spec.template.spec.host_pid spec.template.spec.host_ipc spec.template.spec.container.security_context.privileged spec.template.spec.container.security_context.allow_privilege_escalation spec.template.spec.container.security_context.capabilities.add spec.template.spec.init_container.security_context.privileged spec.template.spec.init_container.security_context.allow_privilege_escalation spec.template.spec.init_container.security_context.capabilities.add',
    harmless: 'spec.replicas spec.revision_history_limit metadata wait_for_rollout',
  },
  {
    types:
      'kubernetes_job kubernetes_job_v1 kubernetes_cron_job kubernetes_cron_job_v1 kubernetes_pod kubernetes_pod_v1',
    source: `${kubernetesDocs}/workloads/controllers/job/`,
    gone: { stops: 'it stops, and is run no more' },
    changes: [
      { when: 'spec.suspend=true', stops: 'it is run no more' },
      { when: 'spec', mayStop: 'it runs otherwise, or at other times' },
    ],
    access:
      'spec.job_template.spec.template.spec.service_account_name spec.job_template.spec.template.spec.host_network spec.job_template.spec.template.spec.host_pid spec.job_template.spec.template.spec.host_ipc spec.job_template.spec.template.spec.container.security_context.privileged spec.job_template.spec.template.spec.container.security_context.allow_privilege_escalation spec.job_template.spec.template.spec.container.security_context.capabilities.add spec.job_template.spec.template.spec.init_container.security_context.privileged spec.job_template.spec.template.spec.init_container.security_context.allow_privilege_escalation spec.job_template.spec.template.spec.init_container.security_context.capabilities.add spec.template.spec.service_account_name spec.template.spec.host_network spec.template.spec.host_pid spec.template.spec.host_ipc spec.template.spec.container.security_context.privileged spec.template.spec.container.security_context.allow_privilege_escalation spec.template.spec.container.security_context.capabilities.add spec.template.spec.init_container.security_context.privileged spec.template.spec.init_container.security_context.allow_privilege_escalation spec.template.spec.init_container.security_context.capabilities.add spec.service_account_name spec.host_network spec.host_pid spec.host_ipc spec.container.security_context.privileged spec.container.security_context.allow_privilege_escalation spec.container.security_context.capabilities.add spec.init_container.security_context.privileged spec.init_container.security_context.allow_privilege_escalation spec.init_container.security_context.capabilities.add',
    harmless: 'metadata wait_for_completion',
  },
  {
    types: 'kubernetes_namespace kubernetes_namespace_v1',
    source: `${kubernetesDocs}/overview/working-with-objects/namespaces/`,
    gone: {
      loses: 'everything inside is deleted with it',
      stops: 'everything that runs in it stops',
    },
    changes: [
      {
        when: 'metadata.labels metadata.annotations',
        look: 'policies that choose by label may hold for other pods',
      },
    ],
    harmless: 'metadata wait_for_default_service_account',
  },
  {
    types: 'kubernetes_config_map kubernetes_config_map_v1 kubernetes_config_map_v1_data',
    source: `${kubernetesDocs}/configuration/configmap/`,
    gone: { stops: 'pods that name it do not start' },
    changes: [
      { when: '-data -binary_data', mayStop: 'pods miss a key' },
      {
        when: 'data binary_data',
        mayStop: 'pods read something else: files within a minute, variables at the next start',
      },
    ],
    harmless: 'metadata immutable force field_manager',
  },
  {
    types: 'kubernetes_secret kubernetes_secret_v1 kubernetes_secret_v1_data',
    source: `${kubernetesDocs}/configuration/secret/`,
    gone: { loses: 'the secret is lost', stops: 'pods that name it do not start' },
    changes: [
      {
        when: 'data data_wo data_wo_revision binary_data',
        mayStop: 'pods read another secret: files within a minute, variables at the next start',
      },
    ],
    harmless: 'metadata immutable force field_manager wait_for_service_account_token',
  },
  {
    types: 'kubernetes_service kubernetes_service_v1',
    source: `${kubernetesDocs}/services-networking/service/`,
    gone: {
      stops: 'its name and its address reach nothing; an address of the cloud is given back',
    },
    changes: [
      { when: 'spec.selector', stops: 'it reaches other pods at once, or none' },
      { when: 'spec.type', mayStop: 'its address changes: {from} becomes {to}' },
      {
        when: 'spec.port spec.external_traffic_policy spec.load_balancer_class spec.session_affinity spec.cluster_ip metadata.annotations',
        mayStop: 'it is reached otherwise: {what}',
      },
    ],
    access: 'spec.load_balancer_source_ranges spec.external_ips',
    harmless: 'metadata wait_for_load_balancer status',
  },
  {
    types:
      'kubernetes_ingress kubernetes_ingress_v1 kubernetes_ingress_class kubernetes_ingress_class_v1 kubernetes_endpoints kubernetes_endpoints_v1 kubernetes_endpoint_slice_v1 kubernetes_api_service kubernetes_api_service_v1',
    source: `${kubernetesDocs}/services-networking/ingress/`,
    gone: { stops: 'what it leads to is not reached by it any more' },
    changes: [
      {
        when: 'spec subset endpoint metadata.annotations',
        mayStop: 'requests go elsewhere, or nowhere: {what}',
      },
    ],
    harmless: 'metadata wait_for_load_balancer status',
  },
  {
    types: 'kubernetes_network_policy kubernetes_network_policy_v1',
    source: `${kubernetesDocs}/services-networking/network-policies/`,
    gone: { look: 'connections that it refused are allowed' },
    made: { mayStop: 'connections that it does not name are refused' },
    changes: [
      {
        when: '-spec.ingress -spec.egress spec.policy_types spec.pod_selector',
        mayStop: 'connections that were allowed may be refused: {what}',
      },
    ],
    access: 'spec',
    harmless: 'metadata',
  },
  {
    types:
      'kubernetes_role kubernetes_role_v1 kubernetes_cluster_role kubernetes_cluster_role_v1 kubernetes_role_binding kubernetes_role_binding_v1 kubernetes_cluster_role_binding kubernetes_cluster_role_binding_v1',
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    gone: { mayStop: 'what relies on these permissions fails without them' },
    changes: [
      { when: '-rule -subject', mayStop: 'what relied on these permissions fails: {what}' },
    ],
    access: 'rule subject role_ref aggregation_rule',
    harmless: 'metadata',
  },
  {
    types:
      'kubernetes_service_account kubernetes_service_account_v1 kubernetes_default_service_account kubernetes_default_service_account_v1 kubernetes_token_request_v1',
    source: `${kubernetesProvider}/service_account_v1`,
    gone: { stops: 'pods that run as such do not start, and what signs in as such is refused' },
    changes: [
      {
        when: 'metadata.annotations',
        look: 'pods that run as such may have another role of the cloud',
      },
      { when: 'image_pull_secret secret', mayStop: 'pods may not get their images' },
    ],
    access:
      'automount_service_account_token metadata.annotations.eks.amazonaws.com/role-arn metadata.annotations.iam.gke.io/gcp-service-account metadata.annotations.azure.workload.identity/client-id',
    harmless: 'metadata',
  },
  {
    types:
      'kubernetes_pod_disruption_budget kubernetes_pod_disruption_budget_v1 kubernetes_horizontal_pod_autoscaler kubernetes_horizontal_pod_autoscaler_v1 kubernetes_horizontal_pod_autoscaler_v2 kubernetes_priority_class kubernetes_priority_class_v1',
    source: `${kubernetesDocs}/workloads/pods/disruptions/`,
    gone: { mayStop: 'pods may be taken away together, or are not added under load' },
    changes: [
      {
        when: 'spec.min_replicas< spec.max_replicas<',
        mayStop: 'fewer pods run: {what} {from} becomes {to}',
      },
      { when: 'spec value', mayStop: 'pods come and go by other rules' },
    ],
    harmless: 'metadata',
  },
  {
    types:
      'kubernetes_resource_quota kubernetes_resource_quota_v1 kubernetes_limit_range kubernetes_limit_range_v1 kubernetes_node_taint kubernetes_labels kubernetes_annotations kubernetes_env',
    source: `${kubernetesProvider}/resource_quota_v1`,
    gone: { mayStop: 'pods are placed and limited by other rules' },
    made: { mayStop: 'pods may be refused, moved or restarted' },
    changes: [
      {
        when: 'spec taint labels annotations env template_annotations',
        mayStop: 'pods may be refused, moved or restarted: {what}',
      },
    ],
    harmless: 'metadata force field_manager',
  },
  {
    types:
      'kubernetes_mutating_webhook_configuration kubernetes_mutating_webhook_configuration_v1 kubernetes_validating_webhook_configuration kubernetes_validating_webhook_configuration_v1 kubernetes_validating_admission_policy_v1 kubernetes_pod_security_policy kubernetes_pod_security_policy_v1beta1 kubernetes_certificate_signing_request kubernetes_certificate_signing_request_v1 kubernetes_runtime_class_v1',
    source:
      'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
    gone: { look: 'what it refused is allowed' },
    made: { mayStop: 'what was allowed may be refused' },
    changes: [{ when: 'webhook spec', mayStop: 'what was allowed may be refused' }],
    access: 'auto_approve',
    harmless: 'metadata',
  },
  {
    types: 'helm_release',
    source: 'https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release',
    gone: {
      mayLose: 'what the chart made goes; claims of stateful sets usually stay',
      stops: 'what the chart runs stops',
    },
    changes: [
      {
        when: 'force_update=true recreate_pods=true',
        mayStop: 'everything of the chart is made anew: {what}',
      },
      {
        when: 'version chart repository values set set_list set_sensitive set_wo set_wo_revision reset_values reuse_values postrender metadata.chart metadata.values',
        notKnown: 'what the chart made is changed; that is not in the plan: {what}',
      },
    ],
    harmless:
      'atomic wait wait_for_jobs timeout cleanup_on_fail max_history lint render_subchart_notes disable_webhooks skip_crds dependency_update create_namespace metadata status manifest upgrade_install replace verify keyring devel',
  },
];
