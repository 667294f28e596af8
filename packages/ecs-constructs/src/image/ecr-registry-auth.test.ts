import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { synth } from '../testing';
import { parseJsonTemplate } from '../testing/hcl';
import { ecrRegistryAuth, type EcrRegistryAuthProps } from './ecr-registry-auth';

const provider = (props: EcrRegistryAuthProps) => {
  const template = synth((stack) => {
    new DockerProvider(stack, 'Docker', {
      registryAuth: [ecrRegistryAuth(stack, 'RegistryAuth', props)],
      disableDockerDaemonCheck: true,
    });
  });
  const [docker] = JSON.parse(template.json).provider.docker;
  return { template, docker, auth: docker.registry_auth[0] };
};

describe('ecrRegistryAuth', () => {
  it('asks for a token that is known while planning: it depends on no resource', () => {
    const { template, auth } = provider({ method: 'token' });
    const token = template.dataSource('aws_ecr_authorization_token');
    expect(token.attributes).toEqual({});
    expect(template.dependenciesOf(token.address)).toEqual([]);
    expect(auth).toMatchObject({
      username: `\${${token.address}.user_name}`,
      password: `\${${token.address}.password}`,
    });
  });

  it('addresses the bare host of the registry, from account and region', () => {
    const { auth } = provider({ method: 'token' });
    expect(auth.address).toMatch(
      /^\$\{data\.aws_caller_identity\.\w+\.account_id\}\.dkr\.ecr\.\$\{data\.aws_region\.\w+\.id\}\.\$\{data\.aws_partition\.\w+\.dns_suffix\}$/,
    );
    const named = provider({ method: 'token', accountId: '123456789012', region: 'eu-west-1' });
    expect(named.auth.address).toMatch(
      /^123456789012\.dkr\.ecr\.eu-west-1\.\$\{data\.aws_partition/,
    );
  });

  it('leaves the login to the credential helper, with nothing secret anywhere', () => {
    const { template, auth } = provider({
      method: 'credential-helper',
      accountId: '1',
      region: 'r',
    });
    expect(template.dataSourcesOf('aws_ecr_authorization_token')).toEqual([]);
    expect(auth).not.toHaveProperty('password');
    expect(parseJsonTemplate(auth.config_file_content)).toEqual({
      credHelpers: { [auth.address]: 'ecr-login' },
    });
  });
});
