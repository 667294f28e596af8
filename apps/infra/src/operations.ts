import { parseArgs } from 'node:util';
import { readStatus, statusProblems } from 'ecs-operations';
import { loadConfig } from './config';
import { fetchHello } from './fetch-hello';
import { clientsOf, expectationOf, referenceOf, statusInWords } from './service-reference';

const usage = 'Usage: node operations.js <status|url> --stage=<stage>';

/** Day two: what runs, and where it answers. The Nx targets `status` and `url` run this. */
async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { stage: { type: 'string', default: 'local' } },
    allowPositionals: true,
  });
  const config = loadConfig(values.stage, process.env);
  const clients = clientsOf(config);
  switch (positionals[0]) {
    case 'status': {
      const status = await readStatus(clients, referenceOf(config));
      console.log(statusInWords(config, status));
      const problems = statusProblems(status, expectationOf(config));
      if (problems.length > 0) {
        throw new Error(problems.join('\n'));
      }
      return;
    }
    case 'url': {
      const answer = await fetchHello(config, clients);
      console.log(`${answer.url} -> ${answer.body}`);
      return;
    }
    default:
      throw new Error(`${positionals[0] ?? 'no command'}: not a command. ${usage}`);
  }
}

// The SDK warns on Node 20, which it still supports; whoever asks for a status can do nothing about it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
