// Writes src/hosts/instance-type-table.ts and src/hosts/network-interface-table.ts from answers of the EC2 API.
//
//   MOTO_VERSION=5.2.1 node tools/generate-instance-types.mjs <instance_types.json.gz>
//
// The file is `moto/ec2/resources/instance_types.json.gz` of the Python package moto, which its authors fill with what
// `aws ec2 describe-instance-types` answers in every region. Print its path with
//   python3 -c "import moto, os; print(os.path.dirname(moto.__file__) + '/ec2/resources/instance_types.json.gz')"
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const [source] = process.argv.slice(2);
const version = process.env.MOTO_VERSION;
if (source === undefined || version === undefined) {
  console.error(
    'usage: MOTO_VERSION=<x.y.z> node tools/generate-instance-types.mjs <instance_types.json.gz>',
  );
  process.exit(1);
}

/** No ECS agent runs on macOS. */
const isUsable = (name) => !name.startsWith('mac');

const families = new Map();
for (const [name, type] of Object.entries(JSON.parse(gunzipSync(readFileSync(source))))) {
  if (!isUsable(name)) {
    continue;
  }
  const [family, size] = name.split('.');
  const entry = {
    size,
    vcpus: type.VCpuInfo.DefaultVCpus,
    memoryMiB: type.MemoryInfo.SizeInMiB,
    gpus: nvidiaGpus(type),
    interfaces: type.NetworkInfo.MaximumNetworkInterfaces,
  };
  families.set(family, [...(families.get(family) ?? []), entry]);
}

const lines = [...families]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([family, sizes]) => {
    const sorted = sizes.sort(
      (a, b) => a.memoryMiB - b.memoryMiB || a.vcpus - b.vcpus || (a.size < b.size ? -1 : 1),
    );
    const ratio = mostCommon(sorted.map(({ vcpus, memoryMiB }) => memoryMiB / vcpus));
    return [family, ratio, ...sorted.map((size) => render(size, ratio))].join(' ');
  });

writeFileSync(
  new URL('../src/hosts/instance-type-table.ts', import.meta.url),
  `/**
 * EC2 instance types, as \`DescribeInstanceTypes\` reports them (data of moto ${version}, all types but macOS).
 * Written by \`tools/generate-instance-types.mjs\`.
 *
 * One family a line: its name, its usual MiB of memory per vCPU, its sizes from the smallest to the biggest. A size is
 * \`name\`, \`name=vCPUs\` where the name does not tell (\`xlarge\` is 4, \`2xlarge\` 8), \`name=vCPUs/MiB\` where the memory
 * differs from the family's. \`+n\` behind it are whole NVIDIA GPUs, the ones that ECS knows.
 *
 * @see https://aws.amazon.com/ec2/instance-types/
 */
export const INSTANCE_TYPES = \`
${lines.join('\n')}
\`;
`,
);

function nvidiaGpus({ GpuInfo: { Gpus = [] } = {} }) {
  return Gpus.filter(({ Manufacturer }) => Manufacturer === 'NVIDIA').reduce(
    (sum, { Count = 0 }) => sum + Count,
    0,
  );
}

function render(size, ratio) {
  return `${renderSize(size, ratio)}${size.gpus === 0 ? '' : `+${size.gpus}`}`;
}

function renderSize({ size, vcpus, memoryMiB }, ratio) {
  if (memoryMiB !== vcpus * ratio) {
    return `${size}=${vcpus}/${memoryMiB}`;
  }
  return vcpus === usualVcpus(size) ? size : `${size}=${vcpus}`;
}

function usualVcpus(size) {
  if (size === 'large') {
    return 2;
  }
  const match = /^(\d*)xlarge$/.exec(size);
  return match === null ? undefined : 4 * Number(match[1] === '' ? 1 : match[1]);
}

/** The most common whole number, or 0 in a family whose sizes have none. */
function mostCommon(values) {
  const counts = new Map();
  for (const value of values.filter(Number.isInteger)) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b)[0]?.[0] ?? 0;
}

/** Most types of a size have the same number of network interfaces; the table lists those that have another one. */
const bySize = new Map();
for (const { size, interfaces } of [...families.values()].flat()) {
  bySize.set(size, [...(bySize.get(size) ?? []), interfaces]);
}
const usual = new Map([...bySize].map(([size, numbers]) => [size, mostCommon(numbers)]));
const exceptions = [...families]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([family, sizes]) => [
    family,
    ...sizes
      .filter(({ size, interfaces }) => interfaces !== usual.get(size))
      .map(({ size, interfaces }) => `${size}=${interfaces}`),
  ])
  .filter(({ length }) => length > 1)
  .map((line) => line.join(' '));

writeFileSync(
  new URL('../src/hosts/network-interface-table.ts', import.meta.url),
  `/**
 * How many network interfaces EC2 attaches to an instance, as \`DescribeInstanceTypes\` reports it (data of moto ${version}).
 * Written by \`tools/generate-instance-types.mjs\`.
 *
 * The first line has the usual number of each size, the others the families whose sizes have another one.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 */
export const NETWORK_INTERFACES = \`
${['usual', ...[...usual].map(([size, number]) => `${size}=${number}`)].join(' ')}
${exceptions.join('\n')}
\`;
`,
);
