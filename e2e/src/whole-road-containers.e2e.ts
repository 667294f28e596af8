import { walk } from './whole-road';
import { whyNoContainers } from './workspace';

// The promise; where it cannot be kept, `whole-road-processes` walks what is left out here.
walk({
  road: 'with containers',
  lane: 1,
  stage: 'local',
  containers: true,
  whole: true,
  whyNot: whyNoContainers(),
});
