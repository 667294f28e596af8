import { Cooldowns } from './cooldowns';

describe('cooldowns', () => {
  it('reckon a scale-out from before the last one, for as long as that is waited for', () => {
    const cooldowns = new Cooldowns();
    cooldowns.changed('s', 2, 4, 1000, 0);
    expect(cooldowns.baseOf('s', 4, 999)).toBe(2);
    cooldowns.changed('s', 4, 6, 1000, 500);
    expect(cooldowns.baseOf('s', 6, 1499)).toBe(2);
    expect(cooldowns.baseOf('s', 6, 1500)).toBe(6);
    expect(cooldowns.baseOf('other', 3, 0)).toBe(3);
  });

  it('hold a scale-in back after another, until its time is over or tasks were added', () => {
    const cooldowns = new Cooldowns();
    expect(cooldowns.mayScaleIn('s', 0)).toBe(true);
    cooldowns.changed('s', 4, 3, 1000, 0);
    expect(cooldowns.mayScaleIn('s', 999)).toBe(false);
    expect(cooldowns.mayScaleIn('s', 1000)).toBe(true);
    cooldowns.changed('s', 3, 2, 1000, 1000);
    cooldowns.changed('s', 2, 3, 0, 1100);
    expect(cooldowns.mayScaleIn('s', 1101)).toBe(true);
  });
});
