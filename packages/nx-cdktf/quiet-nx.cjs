// Nx has no output style in which the words of the one target somebody asked for are the output: around them it prints a
// line for every build, the replayed output of what was cached, a summary, run times and recommendations. Whoever runs one
// of our targets gets these only when they say what ours cannot: that something before them failed.
//
// An executor writes to the terminal itself (`outputCapture` in the schemas), so what this process writes is Nx's own.
'use strict';

const { spokenTarget } = require('./configuration.cjs');

/** After so long somebody may wonder whether anything happens. */
const SILENCE_MILLISECONDS = 5_000;

/** Whether the command line asks for one target and for no way of printing. */
function wantsQuiet(argv, environment) {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const asked = own.some((arg) => /^--(verbose|output-?style|tui|graph|batch)\b/i.test(arg));
  return (
    spokenTarget(argv) !== undefined &&
    !asked &&
    !['NX_VERBOSE_LOGGING', 'NX_TUI', 'NX_BATCH_MODE', 'NX_STREAM_OUTPUT'].some(
      (name) => environment[name] === 'true',
    )
  );
}

/**
 * Holds back what Nx writes.
 *
 * @param streams what Nx writes to; the last is where somebody who waits is told
 * @param speaks whether one of our executors has the terminal, or has had it
 * @param title what was asked for
 */
function holdOutput(streams, { speaks, title, silence = SILENCE_MILLISECONDS }) {
  const held = [];
  const writers = streams.map((stream) => stream.write.bind(stream));
  streams.forEach((stream, index) => {
    stream.write = (chunk, encoding, callback) => {
      const given = typeof encoding === 'string' ? encoding : 'utf8';
      held.push({ write: writers[index], chunk: Buffer.from(chunk, given) });
      (typeof encoding === 'function' ? encoding : callback)?.();
      return true;
    };
  });
  const timer = setTimeout(() => {
    if (!speaks()) {
      writers.at(-1)(`… Nx prepares ${title}; --verbose shows how\n`);
    }
  }, silence);
  timer.unref();
  return {
    /** Ends it. `show` when what was held says what nobody else has said. */
    end(show) {
      clearTimeout(timer);
      streams.forEach((stream, index) => {
        stream.write = writers[index];
      });
      if (show) {
        held.forEach(({ write, chunk }) => write(chunk));
      }
    },
  };
}

module.exports = { holdOutput, wantsQuiet };
