import type { KnowledgeRow } from '../row';

const hashicorp = 'https://registry.terraform.io/providers/hashicorp';
const docker = 'https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources';

/** Providers that make no cloud: values, files, images. What counts is who uses what they make. */
export const utilities: readonly KnowledgeRow[] = [
  {
    types: 'random_id random_pet random_integer random_shuffle random_uuid random_string',
    source: `${hashicorp}/random/latest/docs`,
    gone: { look: 'what is named by it gets another name, with all that means' },
    harmless: 'keepers',
  },
  {
    types: 'random_password random_bytes',
    source: `${hashicorp}/random/latest/docs/resources/password`,
    gone: {
      loses: 'the password is lost, where nothing else keeps it',
      mayStop: 'what signs in with it may be refused',
    },
    harmless: 'keepers',
  },
  {
    types: 'tls_private_key tls_self_signed_cert tls_locally_signed_cert tls_cert_request',
    source: `${hashicorp}/tls/latest/docs/resources/private_key`,
    gone: {
      loses: 'the key or certificate is lost, where nothing else keeps it',
      mayStop: 'what signs in with it may be refused',
    },
  },
  {
    types: 'time_sleep time_static time_offset time_rotating archive_file',
    source: `${hashicorp}/time/latest/docs`,
    gone: {},
    changes: [
      {
        when: 'triggers rfc3339 create_duration destroy_duration rotation_days source_dir source_file output_base64sha256',
        fine: 'what refers to it gets another value',
      },
    ],
  },
  {
    types: 'local_file local_sensitive_file',
    source: `${hashicorp}/local/latest/docs/resources/file`,
    gone: { mayStop: 'what reads the file on this machine finds nothing' },
  },
  {
    types: 'docker_image docker_registry_image docker_tag',
    source: `${docker}/registry_image`,
    gone: { mayStop: 'nothing new starts from the image, unless it is kept' },
    replaced: {
      fine: 'another image is built and pushed; what runs changes when it is started from it',
    },
    changes: [
      {
        when: 'name build triggers pull_triggers target_image source_image keep_remotely keep_locally force_remove',
        look: 'another image is built and pushed, or the old one is kept otherwise: {what}',
      },
    ],
    harmless: 'auth_config insecure_skip_verify repo_digest image_id sha256_digest',
  },
  {
    types: 'docker_container docker_service',
    source: `${docker}/container`,
    gone: { stops: 'it stops' },
    replaced: { stops: 'it stops before the new one starts' },
    changes: [
      {
        when: 'image env ports mounts task_spec mode endpoint_spec update_config memory cpu_shares restart',
        mayStop: 'it is restarted: {what}',
      },
    ],
  },
  {
    types: 'docker_volume docker_network docker_secret docker_config',
    source: `${docker}/volume`,
    gone: { mayLose: 'what lies in it is lost', mayStop: 'what uses it fails from then on' },
  },
];
