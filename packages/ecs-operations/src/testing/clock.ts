/** Moves the clock of this process, until the mocks are restored: a limit is reached and nobody has to wait for it. */
export function letAnHourPass(): void {
  const now = () => performance.timeOrigin + performance.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
}
