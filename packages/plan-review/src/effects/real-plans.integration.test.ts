import { join } from 'node:path';
import { awsMadeBeside } from '../knowledge/aws/made-beside';
import { knowledgeOf } from '../knowledge/knowledge-of';
import { tables } from '../knowledge/tables';
import type { PlanReview, ReviewedChange } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { providerMirror, TerraformPlans } from '../testing/terraform-plans';

/** What came with provider 6; the mirrors that are looked for hold 5. */
const later = ['deployment_configuration', 'sigint_rollback', 'managed_instances_provider'];

const mirror = providerMirror();
const describeWithProvider = mirror === undefined ? describe.skip : describe;
if (mirror === undefined) {
  process.stderr.write(
    'skipped: no directory mirrors hashicorp/aws. Enable with TF_PROVIDER_MIRROR=<output of terraform providers mirror>.\n',
  );
}

function inWords(review: PlanReview): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    review.changes.map(({ address, effects }: ReviewedChange) => [
      address.replace('module.app["blue"].', ''),
      effects.map(({ severity, text }) => `${severity}: ${text}`),
    ]),
  );
}

describeWithProvider('the tables of AWS', () => {
  it('name types and attributes that the provider has', () => {
    const plans = new TerraformPlans(join(__dirname, '..', 'fixtures', 'terraform'), mirror ?? '');
    const schemas = plans.resourceSchemas();
    plans.remove();
    for (const row of tables['aws'] ?? []) {
      const types = row.types.split(' ');
      expect(types.filter((type) => !Object.hasOwn(schemas, type))).toEqual([]);
      const known = types.map((type) => JSON.stringify(schemas[type]));
      const { judged = [], counted = [] } = knowledgeOf(types[0] ?? '') ?? {};
      // What stands in a document is none of the provider's.
      const paths = [...judged, ...counted].map((path) =>
        path.replace(/^(container_properties|body)\..*/, '$1'),
      );
      const missing = paths.filter(
        (path) =>
          !later.includes(path) &&
          !path.split('.').every((step) => known.some((text) => text.includes(`"${step}"`))),
      );
      expect({ types, missing }).toEqual({ types, missing: [] });
    }
    for (const { types, of, when = '' } of awsMadeBeside) {
      const attribute = typeof of === 'object' ? of.attribute : [];
      const paths = [attribute, ...when.split(/\s+/)].flat().map((path) => path.replace(/=.*/, ''));
      for (const type of types.split(' ')) {
        const known = JSON.stringify(schemas[type]) ?? '';
        const missing = paths.flatMap((path) =>
          path.split('.').filter((step) => step !== '' && !known.includes(`"${step}"`)),
        );
        expect({ type, missing }).toEqual({ type, missing: [] });
      }
    }
  });
});

describeWithProvider('a plan of the real provider', () => {
  let plans: TerraformPlans;
  let created: PlanJson;
  beforeAll(() => {
    plans = new TerraformPlans(join(__dirname, '..', 'fixtures', 'terraform'), mirror ?? '');
    created = plans.plan();
    plans.pretendApplied(created);
  });
  afterAll(() => plans.remove());

  it('that makes everything new loses nothing and stops nothing', () => {
    const review = reviewPlan(created);
    expect(review.verdict).toMatchObject({ downtime: 'none', dataLoss: [] });
    expect(review.verdict).not.toHaveProperty('dataLossPossible');
    expect(review.cost).toMatchObject({ region: 'eu-west-1' });
  });

  it('that changes in place what runs and what is kept, is told by attribute', () => {
    const review = reviewPlan(plans.plan('-var=changed=true'));
    expect(inWords(review)).toMatchObject({
      'aws_autoscaling_group.hosts': [
        'attention: new hosts start from the new version; 2 of 2 hosts keep the old one until replaced',
        expect.stringMatching(/^downtime-possible: processes of the group are suspended/),
      ],
      'aws_cloudwatch_log_group.logs': ['data-loss: logs older than 1 day are deleted'],
      'aws_db_instance.main': expect.arrayContaining([
        expect.stringMatching(/^data-loss: automated backups are switched off/),
        'downtime: the database restarts: instance_class',
        expect.stringMatching(
          /^data-loss-possible: .*deletion_protection becomes false, skip_final_snapshot becomes true$/,
        ),
      ]),
      'aws_dynamodb_table.items': expect.arrayContaining([
        expect.stringMatching(/^data-loss: items whose time is over/),
        expect.stringMatching(/^data-loss: what could be restored/),
      ]),
      'aws_kinesis_stream.events': ['data-loss: records older than 24 hours are deleted at once'],
      'aws_kms_key.data': [expect.stringMatching(/^downtime: nobody can read or write/)],
      'aws_lambda_function.worker': [expect.stringMatching(/^downtime: every call is refused/)],
      'aws_launch_template.hosts': [
        'attention: new hosts start from the new version; 2 of 2 hosts keep the old one until replaced',
      ],
      'aws_lb.main': [
        expect.stringMatching(/^downtime: it leaves a zone/),
        expect.stringMatching(/^attention: requests with invalid headers/),
      ],
      'aws_lb_listener.forward': [expect.stringMatching(/^downtime: .*forward becomes fixed-resp/)],
      'aws_lb_listener.tls': expect.arrayContaining([
        expect.stringMatching(/^downtime: clients that speak HTTPS fail/),
      ]),
      'aws_lb_listener.old_tls': expect.arrayContaining([
        expect.stringMatching(/^attention: it speaks TLS 1\.0/),
      ]),
      'aws_lb_target_group.main': [
        expect.stringMatching(/^downtime-possible: targets that do not/),
      ],
      'aws_route.internet[0]': ['downtime-possible: traffic on the route is dropped'],
      'aws_route53_record.www': [expect.stringMatching(/^downtime-possible: clients go elsewhere/)],
      'aws_s3_bucket_lifecycle_configuration.data': [
        'data-loss: objects older than 1 day are deleted',
      ],
      'aws_s3_bucket_lifecycle_configuration.foreign[0]': [
        'data-loss: objects older than 7 days are deleted',
      ],
      'aws_s3_bucket_versioning.data': [expect.stringMatching(/^data-loss.*: .*overwritten/)],
      'aws_sqs_queue.jobs': [expect.stringMatching(/^data-loss: messages older than 60 seconds/)],
      'aws_sqs_queue.tagged': [],
      'aws_vpc.main': ['downtime-possible: private names of endpoints are not resolved'],
    });
    expect(review.verdict).toMatchObject({ level: 'DESTRUCTIVE', downtime: 'expected' });
    // A group of hosts goes as the service leaves it, in one apply.
    expect(review.findings?.findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'ecs-ec2/capacity-provider-in-use',
        level: 'fail',
        detail: 'b',
        address: 'module.app["blue"].aws_ecs_cluster_capacity_providers.main',
      }),
    );
  });

  it('that replaces a database loses it, and computed attributes are no noise', () => {
    const review = reviewPlan(plans.plan('-replace=module.app["blue"].aws_db_instance.main'));
    const [change] = review.changes.filter(({ action }) => action === 'replace');
    expect(
      change?.attributes.filter(({ path }) => /^(?:id|arn|address|endpoint)$/.test(path)),
    ).toEqual([]);
    expect(inWords(review)['aws_db_instance.main']).toEqual([
      'data-loss: its databases are lost; it is refused, because deletion protection is on',
      'downtime: what uses it fails from then on',
    ]);
  });

  it('that destroys everything says of each what goes', () => {
    const review = reviewPlan(plans.plan('-destroy'));
    expect(review.verdict).toMatchObject({ level: 'DESTRUCTIVE', downtime: 'expected' });
    expect(review.verdict).not.toHaveProperty('notKnown');
    expect(review.changes.filter(({ effects }) => effects.length === 0)).toEqual([]);
    expect(review.verdict.dataLoss).toHaveLength(8);
  });
});
