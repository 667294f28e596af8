import type { PlanReview } from 'plan-review';
import { requireApproval, type Terminal } from './approval';

function reviewOf(counts: Partial<PlanReview['counts']>): PlanReview {
  const none = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    moved: 0,
    imported: 0,
    forgotten: 0,
    read: 0,
  };
  return {
    schemaVersion: '1.0',
    formatVersion: '1.2',
    outcome: 'changes',
    verdict: {
      level: 'REVIEW',
      downtime: 'none',
      dataLoss: [],
      accessWidened: 'no',
      reasons: [],
    },
    stateOnly: false,
    counts: { ...none, ...counts },
    changes: [],
    outputs: [],
    drift: [],
    security: { accessWidened: 'no', changes: [] },
    cost: { currency: 'USD', pricesOf: '', resources: [], unpriced: [] },
    findings: { findings: [], unusedAcknowledgements: [] },
    picture: { nodes: [], edges: [] },
    failedChecks: [],
    deferred: [],
    complete: true,
    errored: false,
  };
}

function terminal(
  answer: string | undefined,
  interactive = true,
): Terminal & { questions: string[] } {
  const questions: string[] = [];
  return {
    interactive,
    questions,
    async ask(question) {
      questions.push(question);
      return answer;
    },
  };
}

const options = { stack: 'hello-aws', level: 'any-change', approve: false } as const;
const creates = reviewOf({ create: 3, replace: 1 });
const destroys: PlanReview = {
  ...creates,
  verdict: { ...creates.verdict, level: 'DESTRUCTIVE', dataLoss: ['aws_ecr_repository.r'] },
};

const dangerous: PlanReview = {
  ...creates,
  verdict: { ...creates.verdict, level: 'DANGEROUS', accessWidened: 'yes' },
};

describe('requireApproval', () => {
  it('asks nothing where the stage needs no approval, or the user gave it', async () => {
    const asked = terminal('no');
    await requireApproval({ ...options, level: 'never', review: destroys, terminal: asked });
    await requireApproval({ ...options, approve: true, review: creates, terminal: asked });
    await requireApproval({ ...options, approve: true, review: dangerous, terminal: asked });
    expect(asked.questions).toEqual([]);
  });

  it.each(['y', 'Y', 'yes', ' yes '])('goes on after %j', async (answer) => {
    await expect(
      requireApproval({ ...options, review: creates, terminal: terminal(answer) }),
    ).resolves.toBeUndefined();
  });

  it.each(['', 'n', 'yess', 'hello-aws'])('stops with 3 after %j', async (answer) => {
    await expect(
      requireApproval({ ...options, review: creates, terminal: terminal(answer) }),
    ).rejects.toMatchObject({ exitCode: 3, message: 'Not approved. Nothing was changed.' });
  });

  it('wants the name of the stack where data is lost', async () => {
    const asked = terminal('hello-aws');
    await requireApproval({ ...options, review: destroys, terminal: asked });
    expect(asked.questions[0]).toContain('hello-aws');
    await expect(
      requireApproval({ ...options, review: destroys, terminal: terminal('yes') }),
    ).rejects.toMatchObject({ exitCode: 3 });
  });

  it('wants the whole word where the plan is dangerous', async () => {
    const asked = terminal('yes');
    await requireApproval({ ...options, review: dangerous, terminal: asked });
    expect(asked.questions[0]).toContain('This plan is dangerous');
    await expect(
      requireApproval({ ...options, review: dangerous, terminal: terminal('y') }),
    ).rejects.toMatchObject({ exitCode: 3 });
  });

  it('takes no --approve for the loss of data: without a terminal the stack must be named, too', async () => {
    const silent = terminal(undefined, false);
    const given = { ...options, approve: true, review: destroys, terminal: silent };
    await expect(requireApproval(given)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /what aws_ecr_repository\.r hold is lost\. --approve does not cover that\..*--allowDestroy=hello-aws/,
      ),
    });
    await expect(requireApproval({ ...given, allowDestroy: 'hello-blue' })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('names another stack; got hello-blue'),
    });
    await expect(requireApproval({ ...given, allowDestroy: 'hello-aws' })).resolves.toBeUndefined();
  });

  it('asks in a terminal for the name although --approve was given', async () => {
    const asked = terminal('hello-aws');
    await requireApproval({ ...options, approve: true, review: destroys, terminal: asked });
    expect(asked.questions).toHaveLength(1);
  });

  it('does not ask below the level', async () => {
    const asked = terminal('no');
    await requireApproval({ ...options, level: 'widening', review: creates, terminal: asked });
    expect(asked.questions).toEqual([]);
  });

  it('refuses with 3 without a terminal and says what to do', async () => {
    const silent = terminal('y', false);
    await expect(
      requireApproval({ ...options, review: creates, terminal: silent }),
    ).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('--approve'),
    });
    expect(silent.questions).toEqual([]);
  });

  it('stops with 130 when there is no answer', async () => {
    await expect(
      requireApproval({ ...options, review: creates, terminal: terminal(undefined) }),
    ).rejects.toMatchObject({ exitCode: 130 });
  });
});
