import { Failure } from '../failure';
import { seconds } from '../progress';
import type { StateStore } from '../state/state-store';

/** Looks, while Terraform works, whether anybody answers it. */
export interface AnswerWatch {
  /** Aborted with the reason when nobody has answered for too long: Terraform is asked to end. */
  readonly stop: AbortSignal;
  /** Aborted when it has not ended after that either. */
  readonly force: AbortSignal;
  /** Since when nobody answers, for the progress; empty while somebody does. */
  words(): string;
  /** Terraform has come further, so somebody answers it. */
  moved(): void;
  /** Ends the looking. */
  end(): void;
}

/** How long is waited for what. All of them in milliseconds. */
export interface AnswerLimits {
  /** Nothing came from Terraform for so long: time to look; and between two looks. @default 30 s */
  readonly quiet: number;
  /** Nobody has answered for so long: Terraform is asked to end. A network that was away comes back in less. @default 5 min */
  readonly stop: number;
  /** From there until it is forced to. Terraform alone gives up saving its state in three to four minutes where a connection cannot be made. @default 5 min */
  readonly force: number;
}

/** How long silence is waited for, where nobody says otherwise. */
export const SILENCE_MINUTES = 5;

/** The limits of a stage: how many minutes of silence are taken for a network that comes back. */
export function answerLimits(minutes: number = SILENCE_MINUTES): AnswerLimits {
  if (!Number.isFinite(minutes) || minutes <= 0) {
    throw new Failure(
      `silenceMinutes: must be a number of minutes; got ${String(minutes)}. Allowed: more than 0. Fix: correct it, or leave ` +
        `it out: ${SILENCE_MINUTES}.`,
    );
  }
  const stop = minutes * 60_000;
  return { quiet: Math.min(30_000, stop / 10), stop, force: stop };
}

/**
 * Begins to look whether the place of the state answers, whenever Terraform has not come further for a while. Terraform and
 * its providers set no limit themselves: a connection that is accepted and never answered is waited for without end, one
 * that is reset is tried again for more than an hour.
 *
 * A place that cannot be asked, such as a file, is not looked at.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#max_retries-1
 */
export function watchAnswers(
  store: Pick<StateStore, 'place' | 'silence'>,
  limits: AnswerLimits = answerLimits(),
): AnswerWatch {
  const [stop, force] = [new AbortController(), new AbortController()];
  let moved = Date.now();
  let since: number | undefined;
  let why = '';
  let looking = false;

  const look = async (): Promise<void> => {
    const began = Date.now();
    const found = await withinLimit(store, stop.signal.aborted ? limits.force : limits.stop);
    if (found === undefined) {
      since = undefined;
      return;
    }
    // What moved while it was looked is an answer to somebody.
    since = moved > began ? undefined : (since ?? began);
    why = found;
    const silent = since === undefined ? 0 : Date.now() - since;
    if (silent >= limits.stop && !stop.signal.aborted) {
      stop.abort(`nobody has answered at ${store.place} for ${seconds(silent)} (${why})`);
    }
    if (silent >= limits.stop + limits.force) {
      force.abort();
    }
  };
  const tick = (): void => {
    if (!looking && Date.now() - moved >= limits.quiet) {
      looking = true;
      // What cannot be found out is no silence.
      void look()
        .catch(() => undefined)
        .finally(() => {
          looking = false;
        });
    }
  };
  const timer = store.silence === undefined ? undefined : setInterval(tick, limits.quiet);
  timer?.unref();
  return {
    stop: stop.signal,
    force: force.signal,
    words: () =>
      since === undefined
        ? ''
        : `nobody has answered at ${store.place} for ${seconds(Date.now() - since)} (${why})` +
          (stop.signal.aborted
            ? ''
            : `; after ${seconds(limits.stop)} Terraform is asked to save what is done and to end`),
    moved() {
      moved = Date.now();
      // Whoever was asked to end has his time for that from then on.
      since = stop.signal.aborted ? since : undefined;
    },
    end: () => clearInterval(timer),
  };
}

/** A look that gets no answer ends after its own time; that must not be longer than what is waited for. */
async function withinLimit(
  store: Pick<StateStore, 'silence'>,
  limit: number,
): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${seconds(limit)}`), limit);
  });
  try {
    return await Promise.race([store.silence?.(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Begins to watch a run of Terraform that is soon through, or says how far it is: that it says nothing for long is silence,
 * whomever it asks.
 */
export function watchOutput(limits: AnswerLimits): AnswerWatch {
  const [stop, force] = [new AbortController(), new AbortController()];
  let moved = Date.now();
  const silent = (): number => Date.now() - moved;
  const tick = (): void => {
    if (silent() >= limits.stop && !stop.signal.aborted) {
      stop.abort(`it has said nothing for ${seconds(silent())}`);
    }
    if (silent() >= limits.stop + limits.force) {
      force.abort();
    }
  };
  const timer = setInterval(tick, Math.min(limits.quiet, limits.force));
  timer.unref();
  return {
    stop: stop.signal,
    force: force.signal,
    words: () =>
      silent() < limits.quiet
        ? ''
        : `it has said nothing for ${seconds(silent())}` +
          (stop.signal.aborted ? '' : `; after ${seconds(limits.stop)} it is ended`),
    moved() {
      // That it is being ended is no progress.
      moved = stop.signal.aborted ? moved : Date.now();
    },
    end: () => clearInterval(timer),
  };
}
