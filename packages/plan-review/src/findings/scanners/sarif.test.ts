import { sarifFindings } from './sarif';

const addresses = new Set(['aws_vpc.main', 'aws_subnet.a[0]']);
const document = (results: readonly unknown[], rules: readonly unknown[] = []) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Checkov', rules } }, results }],
});
const at = (name: string) => [{ logicalLocations: [{ fullyQualifiedName: name }] }];

test('a result is matched by its logical location, or by an address in its text', () => {
  const results = [
    {
      ruleId: 'CKV_AWS_1',
      level: 'error',
      message: { text: 'Bad.\nMore text' },
      locations: at('aws_vpc.main'),
    },
    {
      ruleId: 'CKV_AWS_2',
      level: 'note',
      message: { text: 'The subnet aws_subnet.a[0] is public.' },
    },
    { ruleId: 'CKV_AWS_3', message: { text: 'Somewhere in aws_vpc.other.' } },
  ];
  const rules = [
    { id: 'CKV_AWS_3', helpUri: 'https://example.com/3', defaultConfiguration: { level: 'error' } },
  ];
  expect(sarifFindings(document(results, rules), addresses)).toEqual([
    {
      ruleId: 'CKV_AWS_1',
      tool: 'Checkov',
      level: 'fail',
      message: 'Bad.',
      address: 'aws_vpc.main',
    },
    {
      ruleId: 'CKV_AWS_2',
      tool: 'Checkov',
      level: 'note',
      message: 'The subnet aws_subnet.a[0] is public.',
      address: 'aws_subnet.a[0]',
    },
    {
      ruleId: 'CKV_AWS_3',
      tool: 'Checkov',
      level: 'fail',
      message: 'Somewhere in aws_vpc.other.',
      helpUri: 'https://example.com/3',
    },
  ]);
});

test('what the tool suppressed or found right is left out, and a link that is no web page is dropped', () => {
  const results = [
    { ruleId: 'A', message: { text: 'x' }, suppressions: [{ kind: 'inSource' }] },
    { ruleId: 'B', message: { text: 'x' }, kind: 'pass' },
    { ruleId: 'C' },
  ];
  const rules = [{ id: 'C', helpUri: 'javascript:alert(1)' }];
  expect(sarifFindings(document(results, rules), addresses)).toEqual([
    { ruleId: 'C', tool: 'Checkov', level: 'warn', message: 'C' },
  ]);
});

test.each([
  ['a list', []],
  ['nothing', undefined],
  ['another version', { version: '2.0.0', runs: [] }],
  ['a plan', { format_version: '1.2' }],
])('%s is refused', (_, value) => {
  expect(() => sarifFindings(value, addresses)).toThrow(
    /^SARIF: not a document of version 2\.1; got .* Fix: /,
  );
});
