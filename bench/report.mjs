// The results as Markdown and as a picture. Times are of one machine on one day; ratios are what to read.
const HEADINGS = {
  processor: 'processor, s',
  clock: 'clock, s',
  memory: 'largest process, MB',
  work: 'processor per 1,000 requests, ms',
  requests: 'requests per second',
  p99: '99th percentile, ms',
  firstAnswer: 'first answer after, ms',
};

/** @param suites `{ title, numbers, rows }`, rows as `compare` gives them */
export function markdown(suites, about) {
  return [
    '# Benchmarks',
    '',
    'What the project costs, held against what would be there without it. Each row is the median of whole processes, run in',
    'turn; a ratio is the median of the ratios within a round, to the first row of its block. Read the ratios: the times are',
    `those of one machine on one day (${about}).`,
    '',
    'Written by `npx nx run bench:bench`.',
    '',
    '![Ratios of processor time](benchmarks.svg)',
    ...suites.flatMap(section),
    '',
  ].join('\n');
}

function section({ title, numbers, rows }) {
  const heads = numbers.flatMap((key) => [HEADINGS[key], 'ratio']);
  return [
    '',
    `## ${title}`,
    '',
    `| | ${heads.join(' | ')} |`,
    `| --- | ${heads.map(() => '---:').join(' | ')} |`,
    ...rows.map(
      (row) =>
        `| ${row.name} | ${numbers.flatMap((key) => [digits(row.numbers[key]), digits(row.ratios[key])]).join(' | ')} |`,
    ),
  ];
}

function digits(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const ROW = 22;
const LABEL = 330;
const WIDTH = 860;

/** Bars of the first number's ratios, on a scale of powers: what is ten times as much is one step longer. */
export function svg(suites) {
  const lines = suites.flatMap(({ title, numbers, rows }) => [
    { title },
    ...rows.map(({ name, ratios }) => ({ name, ratio: ratios[numbers[0]] })),
  ]);
  const most = Math.max(...lines.map(({ ratio = 1 }) => ratio), 2);
  const least = Math.min(...lines.map(({ ratio = 1 }) => ratio), 0.5);
  const at = (ratio) =>
    (Math.log(ratio / least) / Math.log(most / least)) * (WIDTH - LABEL - 80) + LABEL;
  const drawn = lines.map((line, index) => {
    const y = 20 + index * ROW;
    if (line.title !== undefined) {
      return `<text x="8" y="${y + 14}" font-weight="bold">${escaped(line.title)}</text>`;
    }
    const [from, to] = [at(1), at(line.ratio)].sort((a, b) => a - b);
    return [
      `<text x="16" y="${y + 14}">${escaped(line.name)}</text>`,
      `<rect x="${from.toFixed(1)}" y="${y + 4}" width="${Math.max(to - from, 2).toFixed(1)}" height="13" fill="#4878a8"/>`,
      `<text x="${(to + 6).toFixed(1)}" y="${y + 14}">${digits(line.ratio)}</text>`,
    ].join('');
  });
  const height = 40 + lines.length * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>Ratios of the first number of each block, to its first row</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<line x1="${at(1).toFixed(1)}" x2="${at(1).toFixed(1)}" y1="16" y2="${height - 16}" stroke="#999999"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
