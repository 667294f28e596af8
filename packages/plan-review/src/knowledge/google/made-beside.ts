import type { MadeRow } from '../made-row';
import { googleProvider } from '../sources';

/** What is new in Google Cloud and acts on what exists. */
export const googleMadeBeside: readonly MadeRow[] = [
  {
    types: 'google_project_iam_policy google_folder_iam_policy google_organization_iam_policy',
    source: `${googleProvider}/google_project_iam`,
    of: 'what it names',
    stops: 'who is not named in it loses every role: it stands for the whole policy',
  },
  {
    types: 'google_*_iam_policy',
    source: `${googleProvider}/storage_bucket_iam`,
    of: 'what it names',
    mayStop: 'who is not named in it loses every role there: it stands for the whole policy',
  },
  {
    types: 'google_*_iam_binding',
    source: `${googleProvider}/google_project_iam`,
    of: 'what it names',
    mayStop: 'who has the role and is not named in it loses it: it stands for the whole list',
  },
  {
    types: 'google_compute_firewall',
    source: `${googleProvider}/compute_firewall`,
    of: { attribute: 'network', types: 'google_compute_network' },
    when: 'deny',
    mayStop: 'connections that were allowed may be refused',
  },
  {
    types: 'google_compute_route',
    source: `${googleProvider}/compute_route`,
    of: { attribute: 'network', types: 'google_compute_network' },
    mayStop: 'traffic that went another way takes it at once',
  },
  {
    types: 'google_dns_managed_zone',
    source: `${googleProvider}/dns_managed_zone`,
    when: 'private_visibility_config forwarding_config peering_config',
    of: { attribute: 'private_visibility_config', types: 'google_compute_network' },
    mayStop:
      'in its networks it hides the public zone of the name: what it does not hold is not found',
  },
  {
    types: 'google_storage_transfer_job',
    source: `${googleProvider}/storage_transfer_job`,
    when: 'transfer_spec.transfer_options.delete_objects_unique_in_sink=true transfer_spec.transfer_options.delete_objects_from_source_after_transfer=true transfer_spec.transfer_options.overwrite_objects_already_existing_in_sink=true',
    mayLose: 'objects are deleted or overwritten: {what}',
  },
];
