// Installs CDK Terrain under cdktf's name, and the providers beside it, below tmp/: node tools/install-cdktn.mjs
import { CDKTN, installScratch, workspaceVersions } from '../../../tools/scratch.mjs';

const beside = ['@cdktf/provider-aws', '@cdktf/provider-docker', 'constructs'];
installScratch('infra-cdktn', {
  ...CDKTN,
  dependencies: {
    ...Object.fromEntries(beside.map((name) => [name, workspaceVersions[name]])),
    ...CDKTN.dependencies,
  },
});
