import type { DockerRuntime } from './containers';
import type { ContainerRequest, ContainerRuntime, RunningContainer } from './runtime';

/** What the choice looks at. */
export interface ChoiceOptions {
  /** Undefined where no engine answers, or none is wanted. */
  readonly docker: DockerRuntime | undefined;
  readonly processes: ContainerRuntime;
}

/** A container where the engine holds the image; else the registered process; else the error of a failed pull. */
export class ChosenRuntime implements ContainerRuntime {
  constructor(private readonly options: ChoiceOptions) {}

  /** Starts the container by whichever way this machine can. */
  async start(request: ContainerRequest): Promise<RunningContainer> {
    const { docker, processes } = this.options;
    const { image } = request.definition;
    if (docker !== undefined && (await docker.hasImage(image))) {
      return docker.start(request);
    }
    const started = await processes.start(request);
    const notice = `${image} is not in the Docker engine: its tasks run as processes.`;
    return docker === undefined ? started : { ...started, notices: [...started.notices, notice] };
  }

  /** Closes both. */
  async close(): Promise<void> {
    await Promise.all([this.options.docker?.close(), this.options.processes.close?.()]);
  }
}
