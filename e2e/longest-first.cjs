// Jest begins with the largest files where it does not know how long they take, and the roads are small files: one of them
// would walk alone at the end.
const LONGEST = [
  'whole-road-processes',
  'whole-road-containers',
  'bad-input',
  'plan-review',
  'stages',
  'quick-start',
];

const rankOf = ({ path }) => {
  const found = LONGEST.findIndex((name) => path.includes(`/${name}.`));
  return found === -1 ? LONGEST.length : found;
};

module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rankOf(one) - rankOf(other));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // What a file took once is said above.
  }
};
