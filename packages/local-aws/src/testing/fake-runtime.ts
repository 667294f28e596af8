import type {
  ContainerExit,
  ContainerRequest,
  ContainerRuntime,
  RunningContainer,
  StartFailure,
} from '../runtime/runtime';

/** Containers that exist only in memory; only for tests of this package. */
export class FakeRuntime implements ContainerRuntime {
  readonly requests: ContainerRequest[] = [];
  /** The exit code of a health check. */
  check: ((request: ContainerRequest) => number) | undefined;
  /** Where every published port listens. @default - nowhere */
  hostPort: number | undefined;
  private readonly exits = new Map<string, (exit: ContainerExit) => void>();

  /** `failure` decides whether a start fails. */
  constructor(
    private readonly failure: (request: ContainerRequest) => StartFailure | undefined = () =>
      undefined,
  ) {}

  /** Starts a container that runs until it is stopped or ended. */
  start(request: ContainerRequest): Promise<RunningContainer> {
    this.requests.push(request);
    const failure = this.failure(request);
    if (failure !== undefined) {
      return Promise.reject(failure);
    }
    const id = `${request.taskId}-${request.definition.name}`;
    const exited = new Promise<ContainerExit>((resolve) => this.exits.set(id, resolve));
    return Promise.resolve({
      runtime: 'process',
      id,
      bindings:
        this.hostPort === undefined
          ? []
          : (request.definition.portMappings ?? []).map(({ containerPort }) => ({
              bindIP: request.hostAddress,
              containerPort,
              hostPort: this.hostPort ?? 0,
              protocol: 'tcp',
            })),
      notices: [],
      exited,
      ...(this.check === undefined
        ? {}
        : { execute: () => Promise.resolve(this.check?.(request) ?? 1) }),
      stop: async () => {
        this.end(id, { exitCode: 0 });
        await exited;
      },
    });
  }

  /** Ends a container as if by itself. */
  end(id: string, exit: ContainerExit): void {
    this.exits.get(id)?.(exit);
    this.exits.delete(id);
  }

  /** The ids of the containers that run. */
  running(): readonly string[] {
    return [...this.exits.keys()];
  }
}
