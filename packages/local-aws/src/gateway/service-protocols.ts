/** How a service encodes its calls. https://smithy.io/2.0/aws/protocols/index.html */
export type AwsProtocol = 'json' | 'query' | 'rest';

/**
 * The protocols a service speaks, by its signing name. A service that is in no table is a REST service, or one that moto
 * does not have; what it is sent is passed on as it is.
 */
export function protocolsOf(service: string): readonly AwsProtocol[] {
  const json = JSON_SERVICES.has(service);
  const query = QUERY_SERVICES.has(service);
  return [
    ...(json ? (['json'] as const) : []),
    ...(query ? (['query'] as const) : []),
    ...((json || query) && !ALSO_REST.has(service) ? [] : (['rest'] as const)),
  ];
}

/** Whether the errors of a REST service are XML; those of the others are JSON. */
export function speaksXml(service: string | undefined): boolean {
  return service === undefined || XML_SERVICES.has(service);
}

/** The service that a target (`AmazonSSM.GetParameter`) belongs to; undefined for one in no table. */
export function serviceOfTarget(target: string): string | undefined {
  return SERVICE_BY_TARGET[target.slice(0, Math.max(0, target.lastIndexOf('.')))];
}

/** Services with forms. `sqs` speaks JSON today and still takes the forms of older SDKs. */
const QUERY_SERVICES = new Set([
  'autoscaling',
  'cloudformation',
  'ec2',
  'elasticache',
  'elasticbeanstalk',
  'elasticloadbalancing',
  'iam',
  'monitoring',
  'rds',
  'redshift',
  'sdb',
  'ses',
  'sns',
  'sqs',
  'sts',
]);

/** Signing names that more than one API shares, or that speak CBOR as well. */
const ALSO_REST = new Set([
  'aws-marketplace',
  'bedrock',
  'mediastore',
  'monitoring',
  'personalize',
  'sagemaker',
  'sdb',
  'servicecatalog',
  'ses',
]);

const XML_SERVICES = new Set(['cloudfront', 'route53', 's3']);

/**
 * The JSON services that moto has, by the prefix of `x-amz-target`. From the service models the AWS SDKs are generated
 * from: https://github.com/boto/botocore/tree/develop/botocore/data
 */
const SERVICE_BY_TARGET: Readonly<Record<string, string>> = {
  CertificateManager: 'acm',
  ACMPrivateCA: 'acm-pca',
  OpenSearchServerless: 'aoss',
  AnyScaleFrontendService: 'application-autoscaling',
  AmazonAthena: 'athena',
  AWSMPCommerceService_v20200301: 'aws-marketplace',
  AWSMPEntitlementService: 'aws-marketplace',
  AWSMPMeteringService: 'aws-marketplace',
  AmazonBedrockKeystoneRuntimeService: 'bedrock',
  AWSBudgetServiceGateway: 'budgets',
  AWSInsightsIndexService: 'ce',
  BaldrApiService: 'cloudhsm',
  CloudHsmFrontendService: 'cloudhsm',
  'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101': 'cloudtrail',
  CodeBuild_20161006: 'codebuild',
  CodeCommit_20150413: 'codecommit',
  CodeDeploy_20141006: 'codedeploy',
  CodePipeline_20150709: 'codepipeline',
  AWSCognitoIdentityService: 'cognito-identity',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  Comprehend_20171127: 'comprehend',
  StarlingDoveService: 'config',
  DataPipeline: 'datapipeline',
  FmrsService: 'datasync',
  AmazonDAXV3: 'dax',
  OvertureService: 'directconnect',
  AmazonDMSv20160101: 'dms',
  DirectoryService_20150416: 'ds',
  DynamoDBStreams_20120810: 'dynamodb',
  DynamoDB_20120810: 'dynamodb',
  AWSEC2InstanceConnectService: 'ec2-instance-connect',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  ElasticMapReduce: 'elasticmapreduce',
  AWSEvents: 'events',
  Firehose_20150804: 'firehose',
  AmazonForecast: 'forecast',
  AmazonForecastRuntime: 'forecast',
  AWSSimbaAPIService_v20180301: 'fsx',
  AWSGlue: 'glue',
  AWSIdentityStore: 'identitystore',
  Kinesis_20131202: 'kinesis',
  KinesisAnalytics_20150814: 'kinesisanalytics',
  KinesisAnalytics_20180523: 'kinesisanalytics',
  TrentService: 'kms',
  Logs_20140328: 'logs',
  MediaStore_20170901: 'mediastore',
  AmazonMemoryDB: 'memorydb',
  GraniteServiceVersion20100801: 'monitoring',
  NetworkFirewall_20201112: 'network-firewall',
  AWSOrganizationsV20161128: 'organizations',
  AmazonPersonalize: 'personalize',
  RedshiftData: 'redshift-data',
  RekognitionService: 'rekognition',
  Route53Domains_v20140515: 'route53domains',
  Route53Resolver: 'route53resolver',
  SageMaker: 'sagemaker',
  secretsmanager: 'secretsmanager',
  AWS242ServiceCatalogService: 'servicecatalog',
  Route53AutoNaming_v20170314: 'servicediscovery',
  ServiceQuotasV20190624: 'servicequotas',
  MailManagerSvc: 'ses',
  AWSShield_20160616: 'shield',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  SWBExternalService: 'sso',
  AWSStepFunctions: 'states',
  AWSSupport_20130415: 'support',
  SimpleWorkflowService: 'swf',
  ResourceGroupsTaggingAPI_20170126: 'tagging',
  Textract: 'textract',
  Timestream_20181101: 'timestream',
  AmazonTimestreamInfluxDB: 'timestream-influxdb',
  Transcribe: 'transcribe',
  TransferService: 'transfer',
  AWSWAF_20190729: 'wafv2',
  WorkspacesService: 'workspaces',
};

const JSON_SERVICES = new Set(Object.values(SERVICE_BY_TARGET));
