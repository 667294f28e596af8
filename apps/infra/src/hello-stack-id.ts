/** Id of the one stack of a stage; also the name of its folder in the synthesized output. */
export function stackId(stage: string): string {
  return `hello-ecs-${stage}`;
}
