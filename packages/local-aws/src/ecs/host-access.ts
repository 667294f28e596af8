import { AwsError } from '../gateway/aws-response';
import type { ContainerDefinition } from '../runtime/container-definition';
import { HOST_ACCESS_VARIABLE, type HostAccessRule } from '../options';
import type { TaskDefinition, Volume } from './task-definition';

/**
 * Capabilities that end at the container: those Docker gives every container, and the one Fargate lets a task add. With
 * any other, a root process can reach the kernel, the network or the files of this machine.
 * https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
const HARMLESS_CAPABILITIES = new Set(
  (
    'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID ' +
    'SYS_CHROOT SYS_PTRACE'
  ).split(' '),
);

/** Kernel parameters that Docker keeps apart for each container. https://docs.docker.com/reference/cli/docker/container/run/#sysctl */
const OWN_KERNEL_PARAMETER =
  /^(net\..+|fs\.mqueue\..+|kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced))$/;

/** Docker's only security option that takes rights away and gives none. */
const HARMLESS_SECURITY_OPTION = /^no-new-privileges(:true)?$/;

/**
 * Refuses a task definition that reaches this machine, unless that is allowed. The names of the options are in the error.
 *
 * @throws AwsError `ClientException`
 */
export function checkHostAccess(definition: Partial<TaskDefinition>, rule: HostAccessRule): void {
  const [first, ...more] = rule === 'allowed' ? [] : hostAccessOf(definition);
  if (first === undefined) {
    return;
  }
  const others = more.length === 0 ? '' : `, and so do ${more.join(', ')}`;
  throw new AwsError(
    'ClientException',
    `local-aws: task definition ${definition.family ?? '(no family)'}: ${first} reaches the machine that this AWS runs on${others}. ` +
      'Allowed what stays in the container: volumes without host.sourcePath, Docker volumes, EFS, tmpfs, the usual capabilities. ' +
      `Fix: leave it out, or trust everything that runs here: stop the local AWS and start it with ${HOST_ACCESS_VARIABLE}=1.`,
  );
}

/** The options of a task definition that reach the machine, as `containerDefinitions[app].privileged`. */
export function hostAccessOf(definition: Partial<TaskDefinition>): readonly string[] {
  const { pidMode, ipcMode, networkMode, volumes = [], containerDefinitions = [] } = definition;
  return [
    ...(pidMode === 'host' ? ['pidMode host'] : []),
    ...(ipcMode === 'host' ? ['ipcMode host'] : []),
    ...(networkMode === 'host' ? ['networkMode host'] : []),
    ...volumes.flatMap(ofVolume),
    ...containerDefinitions.flatMap(ofContainer),
  ];
}

function ofVolume({ name, host, dockerVolumeConfiguration }: Volume): readonly string[] {
  const { driver, driverOpts = {} } = dockerVolumeConfiguration ?? {};
  const device = driverOpts['device'] ?? '';
  const binds =
    device.startsWith('/') || device.startsWith('.') || /\br?bind\b/.test(driverOpts['o'] ?? '');
  return [
    ...(host?.sourcePath === undefined
      ? []
      : [`volumes[${name}].host.sourcePath ${host.sourcePath}`]),
    ...(binds && (driver ?? 'local') === 'local'
      ? [`volumes[${name}].dockerVolumeConfiguration.driverOpts ${JSON.stringify(driverOpts)}`]
      : []),
  ];
}

function ofContainer(container: ContainerDefinition): readonly string[] {
  const { name, privileged, linuxParameters, dockerSecurityOptions, systemControls } = container;
  const { devices = [], capabilities } = linuxParameters ?? {};
  const place = `containerDefinitions[${name}]`;
  return [
    ...(privileged === true ? [`${place}.privileged`] : []),
    ...devices.map(({ hostPath }) => `${place}.linuxParameters.devices ${hostPath}`),
    ...(capabilities?.add ?? [])
      .filter((one) => !HARMLESS_CAPABILITIES.has(one.toUpperCase().replace(/^CAP_/, '')))
      .map((one) => `${place}.linuxParameters.capabilities.add ${one}`),
    ...(dockerSecurityOptions ?? [])
      .filter((one) => !HARMLESS_SECURITY_OPTION.test(one))
      .map((one) => `${place}.dockerSecurityOptions ${one}`),
    ...(systemControls ?? [])
      .filter(({ namespace = '' }) => !OWN_KERNEL_PARAMETER.test(namespace))
      .map(({ namespace = '' }) => `${place}.systemControls ${namespace}`),
  ];
}
