import type { KnowledgeRow } from '../row';
import { aws, awsProvider } from '../sources';

const failing = 'what relies on these permissions fails without them';

/** Who may do what, and in which account. What is widened or narrowed stands under Access. */
export const identity: readonly KnowledgeRow[] = [
  {
    types: 'aws_iam_role',
    source: `${awsProvider}/iam_role`,
    gone: { mayStop: failing },
    changes: [
      {
        when: 'assume_role_policy inline_policy managed_policy_arns permissions_boundary',
        look: 'permissions of what runs change at once',
      },
      { when: 'max_session_duration<', mayStop: 'sessions of more than {to second} are refused' },
      { when: 'max_session_duration', look: 'sessions may last longer' },
    ],
    harmless: 'force_detach_policies unique_id',
  },
  {
    types:
      'aws_iam_policy aws_iam_role_policy aws_iam_user_policy aws_iam_group_policy aws_iam_role_policy_attachment aws_iam_user_policy_attachment aws_iam_group_policy_attachment aws_iam_policy_attachment aws_iam_role_policies_exclusive aws_iam_role_policy_attachments_exclusive aws_iam_user_policies_exclusive aws_iam_group_policies_exclusive aws_iam_user_policy_attachments_exclusive aws_iam_group_policy_attachments_exclusive',
    source: `${awsProvider}/iam_role_policy`,
    gone: { mayStop: failing },
    changes: [
      {
        when: 'policy policy_arn policy_arns policy_names roles users groups role user group',
        look: 'permissions of what runs change at once',
      },
    ],
    harmless: 'policy_id',
  },
  {
    types: 'aws_iam_instance_profile',
    source: `${awsProvider}/iam_instance_profile`,
    gone: { mayStop: failing },
    changes: [{ when: 'role', mayStop: 'hosts get other permissions' }],
    harmless: 'unique_id',
  },
  {
    types:
      'aws_iam_service_linked_role aws_iam_account_alias aws_iam_account_password_policy aws_iam_security_token_service_preferences aws_iam_signing_certificate aws_iam_virtual_mfa_device aws_iam_organizations_features',
    source: `${awsProvider}/iam_account_password_policy`,
    gone: { mayStop: 'who signs in by it is refused, or signs in with less' },
    changes: [
      {
        when: 'account_alias minimum_password_length max_password_age hard_expiry global_endpoint_token_version status',
        mayStop: 'who signs in as before may be refused: {what}',
      },
      {
        when: 'require_lowercase_characters require_numbers require_symbols require_uppercase_characters password_reuse_prevention allow_users_to_change_password enabled_features',
        look: 'other passwords are taken: {what}',
      },
    ],
  },
  {
    types: 'aws_iam_user aws_iam_group',
    source: `${awsProvider}/iam_user`,
    gone: { mayStop: 'who signs in as such is refused' },
    changes: [{ when: 'name path', mayStop: 'its name changes' }],
    access: 'permissions_boundary',
    harmless: 'force_destroy unique_id',
  },
  {
    types: 'aws_iam_group_membership aws_iam_user_group_membership',
    source: `${awsProvider}/iam_group_membership`,
    gone: { mayStop: failing },
    changes: [{ when: '-users -groups', mayStop: failing }],
    access: 'users groups',
  },
  {
    types:
      'aws_iam_access_key aws_iam_user_login_profile aws_iam_service_specific_credential aws_iam_user_ssh_key',
    source: `${awsProvider}/iam_access_key`,
    gone: { loses: 'the secret is lost', stops: 'what signs in with it is refused' },
    changes: [{ when: 'status=Inactive', stops: 'what signs in with it is refused' }],
    access: 'status user username user_name',
    harmless: 'password_length password_reset_required pgp_key',
  },
  {
    types: 'aws_iam_openid_connect_provider aws_iam_saml_provider',
    source: `${awsProvider}/iam_openid_connect_provider`,
    gone: { stops: 'who signs in by it is refused: CI and people' },
    changes: [
      {
        when: '-client_id_list thumbprint_list saml_metadata_document',
        mayStop: 'who signs in by it may be refused: {what}',
      },
    ],
    access: 'client_id_list url thumbprint_list saml_metadata_document',
  },
  {
    types:
      'aws_organizations_policy aws_organizations_policy_attachment aws_organizations_resource_policy aws_organizations_delegated_administrator',
    source: `${aws}/organizations/latest/APIReference/API_DetachPolicy.html`,
    gone: { mayStop: 'every account below falls under other limits at once' },
    made: { mayStop: 'every account below falls under other limits at once' },
    changes: [
      {
        when: 'content target_id',
        mayStop: 'every account below falls under other limits at once',
      },
    ],
    access: 'content target_id',
    harmless: 'skip_destroy',
  },
  {
    types: 'aws_organizations_account',
    source: `${awsProvider}/organizations_account`,
    gone: {
      mayLose: 'the account leaves the organization, or is closed, if close_on_deletion is set',
      mayStop: 'what ran by its limits runs by others',
    },
    changes: [
      { when: 'parent_id', mayStop: 'other limits hold in the account at once' },
      { when: 'close_on_deletion=true', mayLose: 'the next plan may close the account' },
    ],
    access: 'parent_id',
    harmless: 'close_on_deletion create_govcloud iam_user_access_to_billing',
  },
  {
    types: 'aws_organizations_organizational_unit aws_organizations_organization',
    source: `${awsProvider}/organizations_organization`,
    gone: { stops: 'accounts fall under other limits' },
    changes: [
      {
        when: '-enabled_policy_types -aws_service_access_principals feature_set',
        mayStop: 'limits or services end in every account: {what}',
      },
    ],
    access: 'aws_service_access_principals enabled_policy_types',
  },
  {
    types:
      'aws_ssoadmin_account_assignment aws_ssoadmin_permission_set aws_ssoadmin_managed_policy_attachment aws_ssoadmin_permission_set_inline_policy aws_ssoadmin_customer_managed_policy_attachment aws_ssoadmin_permissions_boundary_attachment aws_ssoadmin_application aws_ssoadmin_application_assignment aws_ssoadmin_instance_access_control_attributes aws_identitystore_group aws_identitystore_user aws_identitystore_group_membership',
    source: `${awsProvider}/ssoadmin_account_assignment`,
    gone: { mayStop: 'people who came in by it are locked out' },
    changes: [
      { when: 'session_duration', look: 'sessions last longer or shorter: {to}' },
      {
        when: 'relay_state emails name user_name status',
        look: 'people sign in otherwise: {what}',
      },
    ],
    access:
      'principal_id permission_set_arn target_id managed_policy_arn inline_policy customer_managed_policy_reference permissions_boundary member_id attribute portal_options',
  },
  {
    types:
      'aws_ram_resource_share aws_ram_principal_association aws_ram_resource_association aws_ram_resource_share_accepter aws_ram_sharing_with_organization aws_lakeformation_permissions aws_lakeformation_data_lake_settings aws_lakeformation_resource_lf_tags aws_lakeformation_opt_in aws_oam_sink_policy aws_oam_link aws_oam_sink',
    source: `${awsProvider}/ram_resource_share`,
    gone: { mayStop: 'others lose what is shared with them' },
    changes: [
      { when: 'resource_types link_configuration', look: 'something else is shared: {what}' },
    ],
    access:
      'allow_external_principals principal permissions permissions_with_grant_option policy admins read_only_admins resource_arn permission_arns create_database_default_permissions create_table_default_permissions',
    gives: 'aws_lakeformation_data_lake_settings',
  },
  {
    types: 'aws_cognito_user_pool',
    source: `${awsProvider}/cognito_user_pool`,
    gone: { loses: 'its users are lost', stops: 'nobody signs in' },
    changes: [
      {
        when: 'mfa_configuration lambda_config password_policy schema email_configuration sms_configuration software_token_mfa_configuration account_recovery_setting auto_verified_attributes username_configuration sign_in_policy user_pool_tier web_authn_configuration',
        mayStop: 'people may sign in otherwise, or not: {what}',
      },
    ],
    access: 'admin_create_user_config user_pool_add_ons',
    harmless:
      'verification_message_template email_verification_message email_verification_subject sms_authentication_message device_configuration user_attribute_update_settings deletion_protection estimated_number_of_users',
  },
  {
    types: 'aws_cognito_user aws_cognito_user_group aws_cognito_user_in_group',
    source: `${awsProvider}/cognito_user`,
    gone: { loses: 'the user or the group is lost' },
    changes: [
      {
        when: 'enabled=false password temporary_password',
        mayStop: 'the user signs in no more as before',
      },
    ],
    access: 'role_arn precedence group_name',
    gives: 'aws_cognito_user_in_group',
    harmless: 'enabled attributes message_action desired_delivery_mediums',
  },
  {
    types:
      'aws_cognito_user_pool_client aws_cognito_managed_user_pool_client aws_cognito_identity_pool aws_cognito_identity_pool_roles_attachment aws_cognito_identity_provider aws_cognito_user_pool_domain aws_cognito_resource_server aws_cognito_risk_configuration aws_cognito_identity_pool_provider_principal_tag',
    source: `${awsProvider}/cognito_user_pool_client`,
    gone: { stops: 'who signs in by it is refused; its id is not given again' },
    changes: [
      {
        when: '-callback_urls -logout_urls -supported_identity_providers -explicit_auth_flows -allowed_oauth_flows -allowed_oauth_scopes provider_details certificate_arn attribute_mapping cognito_identity_providers saml_provider_arns',
        mayStop: 'who signs in by it may be refused: {what}',
      },
      {
        when: 'access_token_validity id_token_validity refresh_token_validity token_validity_units enable_token_revocation',
        look: 'sessions last longer or shorter: {what}',
      },
    ],
    access:
      'allow_unauthenticated_identities callback_urls logout_urls roles role_mapping allowed_oauth_flows allowed_oauth_scopes explicit_auth_flows prevent_user_existence_errors allow_classic_flow scope read_attributes write_attributes supported_identity_providers provider_details attribute_mapping',
  },
  {
    types:
      'aws_verifiedpermissions_policy_store aws_verifiedpermissions_policy aws_verifiedpermissions_schema aws_rolesanywhere_profile aws_rolesanywhere_trust_anchor aws_verifiedaccess_instance aws_verifiedaccess_group aws_verifiedaccess_endpoint aws_verifiedaccess_trust_provider',
    source: `${awsProvider}/verifiedpermissions_policy`,
    gone: { mayStop: 'who came in by it is refused' },
    changes: [{ when: 'enabled=false', stops: 'who came in by it is refused' }],
    access: 'definition validation_settings role_arns session_policy source policy_document',
    gives: 'aws_rolesanywhere_profile aws_rolesanywhere_trust_anchor',
    harmless: 'enabled',
  },
];
