import { Failure } from '../failure';
import { runTerraform, type Terraform } from './terraform';
import { readSummary } from '../state/state-summary';
import type { StateStore } from '../state/state-store';

/** Any other backend, read by Terraform itself: it must be initialized, and what was there before cannot be looked at. */
export function terraformStateStore(terraform: Terraform, type: string): StateStore {
  const text = async (): Promise<string> => {
    const { code, stdout, stderr } = await runTerraform(terraform, ['state', 'pull'], {
      asks: [`the backend '${type}'`],
      patience: 1,
    });
    if (code !== 0) {
      throw new Failure(`terraform state pull failed.\n${stderr.trim()}`);
    }
    return stdout.toString('utf8');
  };
  const why = `the backend '${type}' cannot be looked into from here`;
  return {
    place: `the backend '${type}'`,
    needsInit: true,
    read: async () => readSummary(await text()),
    text,
    earlier: async () => ({ looked: false, why }),
    lock: async () => ({ looked: false, why }),
    async restore() {
      throw new Failure(`version: ${why}. Fix: use what the backend itself offers.`);
    },
  };
}
