import { userData } from './user-data';

describe('userData', () => {
  it('appends the settings to the configuration of the agent', () => {
    expect(userData({ ECS_CLUSTER: 'jane', ECS_X: 'true' })).toBe(
      "#!/bin/bash\ncat <<'CONFIG' >> /etc/ecs/ecs.config\nECS_CLUSTER=jane\nECS_X=true\nCONFIG\n",
    );
  });
});
