import { planOf, changeOf } from '../testing/fixtures';
import { maskPlan } from './mask-plan';
import { recognisedSecrets } from './recognised-secrets';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function found(type: string, after: object, rest: object = {}): readonly string[] {
  const change = changeOf(type, null, after as never, rest);
  return recognisedSecrets(maskPlan(planOf(change))).map(
    ({ address, path }) => `${address} ${path}`,
  );
}

describe('recognisedSecrets', () => {
  it('finds secrets in environments, scripts and tags', () => {
    const definitions = [
      { name: 'web', environment: [{ name: 'DB_PASSWORD', value: 'hunter22' }] },
    ];
    const script = `#!/bin/bash\nexport API_TOKEN=abcdef123456\necho done`;
    expect(
      found('aws_ecs_task_definition', { container_definitions: JSON.stringify(definitions) }),
    ).toEqual(['aws_ecs_task_definition.a container_definitions[web].environment[DB_PASSWORD]']);
    expect(found('aws_instance', { user_data: base64(script) })).toEqual([
      'aws_instance.a user_data',
    ]);
    expect(found('aws_instance', { tags: { password: 'hunter22' } })).toEqual([
      'aws_instance.a tags.password',
    ]);
  });

  it('leaves out what Terraform knows to be sensitive, and what is none', () => {
    const sensitive = { after_sensitive: { password: true } };
    expect(found('aws_db_instance', { password: 'hunter22' }, sensitive)).toEqual([]);
    expect(found('aws_db_instance', { identifier: 'orders' })).toEqual([]);
  });
});
