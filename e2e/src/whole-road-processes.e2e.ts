import { walk } from './whole-road';
import { whyNoContainers } from './workspace';

const isOnlyRoad = whyNoContainers() !== undefined;

// The announced fallback; where containers walk the workshop's road, this one walks that of the form for production.
walk({
  road: 'with processes, where no Docker engine answers',
  lane: 2,
  stage: isOnlyRoad ? 'local' : 'local-production',
  environment: { DOCKER_HOST: 'tcp://127.0.0.1:1' },
  containers: false,
  whole: isOnlyRoad,
});
