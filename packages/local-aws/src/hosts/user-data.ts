/**
 * The cluster a host's user data tells its agent to join: the last `ECS_CLUSTER=` that a shell, a TOML file (Bottlerocket)
 * or an `echo >> /etc/ecs/ecs.config` would leave. Undefined for instances without an agent configuration.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 */
export function clusterOfUserData(userData: string): string | undefined {
  const plain = decode(userData);
  const found = [...plain.matchAll(/^(?!\s*#).*?\bECS_CLUSTER=["']?([A-Za-z0-9_-]+)/gm)].at(
    -1,
  )?.[1];
  return found ?? /\[settings\.ecs\][^[]*?\bcluster\s*=\s*"([A-Za-z0-9_-]+)"/.exec(plain)?.[1];
}

/** User data is base64 on the wire, once or, through some SDKs, twice. */
function decode(userData: string): string {
  let text = userData.trim();
  for (
    let pass = 0;
    pass < 2 && /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) && text.length % 4 === 0;
    pass += 1
  ) {
    text = Buffer.from(text, 'base64').toString('utf8');
  }
  return text;
}
