/** What a task's image reference means on this machine. */
export interface ImageRegistration {
  /** The reference as task definitions write it, with its tag. */
  readonly reference: string;
  /** What to run where containers cannot: the same program, started from here. */
  readonly process: { readonly command: readonly string[]; readonly workingDirectory: string };
  /** Whether the Docker engine holds an image of this reference. */
  readonly dockerImageAvailable: boolean;
}

/** The image references this machine knows. */
export class ImageRegistry {
  private readonly byReference = new Map<string, ImageRegistration>();

  /** Adds or replaces a registration. */
  register(image: ImageRegistration): void {
    this.byReference.set(image.reference, image);
  }

  /** What a reference means here; undefined when nobody said. */
  find(reference: string): ImageRegistration | undefined {
    return this.byReference.get(reference);
  }

  /** Every registration, oldest first. */
  all(): readonly ImageRegistration[] {
    return [...this.byReference.values()];
  }
}
