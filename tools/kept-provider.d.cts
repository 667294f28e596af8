/** What Terraform needs in its environment to use the provider, and what ends it before this process does. */
export interface KeptProvider {
  readonly environment: Readonly<Record<string, string>>;
  end(): void;
}

export function keepProvider(environment?: NodeJS.ProcessEnv): Promise<KeptProvider>;
