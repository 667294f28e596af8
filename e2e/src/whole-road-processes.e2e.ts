import { walk } from './whole-road';
import { whyNoContainers } from './workspace';

// The announced fallback.
walk({
  road: 'with processes, where no Docker engine answers',
  lane: 2,
  environment: { DOCKER_HOST: 'tcp://127.0.0.1:1' },
  containers: false,
  whole: whyNoContainers() !== undefined,
});
