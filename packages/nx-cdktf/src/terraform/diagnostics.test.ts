import type { StateLock } from '../state/state-lock';
import {
  describeLock,
  diagnosticOf,
  parseUiMessage,
  renderDiagnostics,
  stateLockOf,
  type Diagnostic,
} from './diagnostics';

const error: Diagnostic = {
  severity: 'error',
  summary: 'creating VPC',
  detail: 'api error VpcLimitExceeded',
  address: 'aws_vpc.a',
};
const warning: Diagnostic = { severity: 'warning', summary: 'deprecated', detail: '' };

// As terraform 1.11.4 writes it.
const locked: Diagnostic = {
  severity: 'error',
  summary: 'Error acquiring the state lock',
  detail:
    'Error message: resource temporarily unavailable\nLock Info:\n  ID:        6c7f489a-e84c\n  Path:      state.tfstate\n' +
    '  Operation: OperationTypeApply\n  Who:       ann@laptop\n  Version:   1.11.4\n' +
    '  Created:   2026-11-22 15:59:22.119415493 +0000 UTC\n  Info:      \n\n\nTerraform acquires a state lock to protect ...',
};

describe('parseUiMessage', () => {
  it('parses a line of JSON output', () => {
    expect(parseUiMessage('{"type":"apply_start"}')).toEqual({ type: 'apply_start' });
  });

  it.each(['', 'panic: runtime error', '{"type":', '[1]', '{"no":"type"}', 'null'])(
    'leaves %j alone',
    (line) => {
      expect(parseUiMessage(line)).toBeUndefined();
    },
  );
});

describe('diagnosticOf', () => {
  it('takes what a user needs and leaves the snippet, which can hold secrets', () => {
    const message = {
      type: 'diagnostic',
      diagnostic: { ...error, snippet: { code: 'password = "planted"' }, range: {} },
    };
    expect(diagnosticOf(message)).toEqual(error);
  });

  it.each([
    'resource.aws_ecs_service.web.lifecycle.postcondition[0]',
    'resource "aws_ecs_service" "web"',
  ])('names the resource whose condition does not hold, from %s', (context) => {
    const condition = { ...error, address: undefined };
    const message = { type: 'diagnostic', diagnostic: { ...condition, snippet: { context } } };
    expect(diagnosticOf(message)?.address).toBe('aws_ecs_service.web');
  });

  it('finds none in other messages', () => {
    expect(diagnosticOf({ type: 'version' })).toBeUndefined();
    expect(diagnosticOf({ type: 'diagnostic' })).toBeUndefined();
  });
});

describe('renderDiagnostics', () => {
  it('writes summary, construct and detail, each diagnostic once, errors last', () => {
    const text = renderDiagnostics([error, warning, error], {
      color: false,
      constructPaths: { 'aws_vpc.a': 'Hello/Network/Vpc' },
    });
    expect(text).toBe(
      'Warning: deprecated\nError: creating VPC\n  Hello/Network/Vpc (aws_vpc.a)\n  api error VpcLimitExceeded',
    );
  });

  it.each([true, false])('lets no escape sequence of a message through (colour: %s)', (color) => {
    const text = renderDiagnostics([{ ...error, detail: 'bad \u001b[2J\u0007 text' }], { color });
    expect(text).not.toContain('\u001b[2J');
    expect(text).not.toContain('\u0007');
  });
});

const unlocking = {
  directory: '/w',
  binary: { path: '/usr/bin/terraform', product: 'Terraform', version: '1.11.4', platform: '' },
} as const;

describe('a locked state', () => {
  it('is released by the target that has the credentials of the stage, where there is one', () => {
    const recoverCommand = 'npx nx run app:recover-state -c local';
    const text = describeLock(stateLockOf([locked]) as StateLock, { ...unlocking, recoverCommand });
    expect(text).toContain(`\n  ${recoverCommand} --unlock=6c7f489a-e84c`);
  });

  it('is described by its holder, its time and the way to unlock it', () => {
    const lock = stateLockOf([locked]);
    expect(lock).toEqual({
      id: '6c7f489a-e84c',
      who: 'ann@laptop',
      operation: 'apply',
      created: '2026-11-22 15:59:22.119415493 +0000 UTC',
    });
    const text = describeLock(lock as NonNullable<typeof lock>, unlocking);
    expect(text).toMatch(
      /locked by another run: apply of ann@laptop, begun 2026-11-22 .* \(\d+ minutes ago\)/,
    );
    expect(text).toContain(
      'cd /w && terraform init -input=false && terraform force-unlock 6c7f489a-e84c',
    );
  });

  it('is not seen in another error', () => {
    expect(stateLockOf([error])).toBeUndefined();
  });

  it('is not seen where it could not be taken for another reason', () => {
    expect(stateLockOf([{ ...locked, detail: 'AccessDenied: s3:PutObject' }])).toBeUndefined();
  });

  it('is described even when terraform says little', () => {
    const lock = stateLockOf([{ ...locked, detail: 'Lock Info:\n  ID: 1' }]);
    expect(describeLock(lock as NonNullable<typeof lock>, unlocking)).toContain(
      'a command of somebody',
    );
  });
});
