import { answerLimits, watchAnswers, watchOutput, type AnswerWatch } from './answers';

const limits = { quiet: 10, stop: 100, force: 50 };

/** Watches a place with these answers, the last one for ever. */
function watch(...answers: (string | undefined)[]): AnswerWatch & { readonly looks: () => number } {
  let looks = 0;
  const silence = async (): Promise<string | undefined> =>
    answers[Math.min(looks++, answers.length - 1)];
  return { ...watchAnswers({ place: 's3://states/a', silence }, limits), looks: () => looks };
}

describe('watchAnswers', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

  it('asks Terraform to end when nobody has answered for too long, and then forces it', async () => {
    const seen = watch('read ECONNRESET');
    await pass(60);
    expect(seen.words()).toMatch(
      /^nobody has answered at s3:\/\/states\/a for .* \(read ECONNRESET\); after 0\.1 s Terraform is asked to save/,
    );
    expect(seen.stop.aborted).toBe(false);
    await pass(60);
    expect(seen.stop.reason).toMatch(
      /^nobody has answered at s3:\/\/states\/a for 0\.1 s \(read ECONNRESET\)$/,
    );
    expect(seen.force.aborted).toBe(false);
    await pass(60);
    expect(seen.force.aborted).toBe(true);
  });

  it('begins anew when somebody answers, whatever he says', async () => {
    const seen = watch(...Array<string>(8).fill('silence'), undefined, 'silence');
    await pass(140);
    expect(seen.looks()).toBeGreaterThan(9);
    expect(seen.stop.aborted).toBe(false);
    expect(seen.words()).toContain('nobody has answered');
  });

  it('does not look while Terraform gets on, and takes that for an answer', async () => {
    const seen = watch('silence');
    await pass(60);
    expect(seen.words()).not.toBe('');
    const looks = seen.looks();
    for (let step = 0; step < 40; step += 1) {
      seen.moved();
      expect(seen.words()).toBe('');
      await pass(5);
    }
    expect(seen.looks()).toBe(looks);
    expect(seen.stop.aborted).toBe(false);
  });

  it('looks no more when Terraform has ended', async () => {
    const seen = watch('silence');
    await pass(30);
    seen.end();
    const looks = seen.looks();
    await pass(500);
    expect([seen.looks(), seen.stop.aborted]).toEqual([looks, false]);
  });

  it('does not wait longer for its own look than for Terraform', async () => {
    const silence = (): Promise<undefined> => new Promise(() => undefined);
    const seen = watchAnswers({ place: 's3://states/a', silence }, limits);
    await pass(120);
    expect(seen.stop.reason).toContain('(no answer within 0.1 s)');
    await pass(80);
    expect(seen.force.aborted).toBe(true);
  });

  it('leaves a place alone that cannot be asked', async () => {
    const seen = watchAnswers({ place: 'a file' }, limits);
    await pass(500);
    expect([seen.words(), seen.stop.aborted]).toEqual(['', false]);
  });
});

describe('watchOutput', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

  it('ends what says nothing, and forces it, whatever it says to being ended', async () => {
    const seen = watchOutput(limits);
    await pass(50);
    expect(seen.words()).toBe('it has said nothing for 0.1 s; after 0.1 s it is ended');
    await pass(60);
    expect(seen.stop.reason).toBe('it has said nothing for 0.1 s');
    expect(seen.force.aborted).toBe(false);
    seen.moved();
    await pass(60);
    expect(seen.force.aborted).toBe(true);
  });

  it('lets alone what says something, and what has ended', async () => {
    const seen = watchOutput(limits);
    for (let step = 0; step < 40; step += 1) {
      seen.moved();
      await pass(5);
    }
    expect([seen.words(), seen.stop.aborted]).toEqual(['', false]);
    seen.end();
    await pass(500);
    expect(seen.stop.aborted).toBe(false);
  });
});

describe('answerLimits', () => {
  it('are five minutes, and five more until it is forced, with a look each half minute', () => {
    expect(answerLimits()).toEqual({ quiet: 30_000, stop: 300_000, force: 300_000 });
  });

  it('follow what a user says, and looks come often enough for it', () => {
    expect(answerLimits(1)).toEqual({ quiet: 6_000, stop: 60_000, force: 60_000 });
    expect(answerLimits(60)).toEqual({ quiet: 30_000, stop: 3_600_000, force: 3_600_000 });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuse %d', (minutes) => {
    expect(() => answerLimits(minutes)).toThrow(
      `silenceMinutes: must be a number of minutes; got ${minutes}. Allowed: more than 0.`,
    );
  });
});
