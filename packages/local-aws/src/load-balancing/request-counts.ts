/** How many requests each balancer has sent to each target group since somebody last asked. */
export class RequestCounts {
  private counts = new Map<string, number>();

  /** One more. */
  add(balancerArn: string, groupArn: string): void {
    const key = keyOf(balancerArn, groupArn);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** The count of a balancer and a group, which begins again. */
  take(balancerArn: string, groupArn: string): number {
    const key = keyOf(balancerArn, groupArn);
    const count = this.counts.get(key) ?? 0;
    this.counts.delete(key);
    return count;
  }
}

function keyOf(balancerArn: string, groupArn: string): string {
  return `${balancerArn} ${groupArn}`;
}
