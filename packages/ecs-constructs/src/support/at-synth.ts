import { type IResolvable, Token } from 'cdktf';

/**
 * A value that is produced at synth. Like `Lazy` of cdktf, but without the stack trace that each of those records, which
 * takes longer than everything else that a thousand services do.
 */
export class AtSynth implements IResolvable {
  static string(produce: () => string | undefined): string {
    return Token.asString(new AtSynth(produce));
  }

  static number(produce: () => number | undefined): number {
    return Token.asNumber(new AtSynth(produce));
  }

  static any(produce: () => unknown): IResolvable {
    return new AtSynth(produce);
  }

  readonly creationStack: string[] = [];

  private constructor(private readonly produce: () => unknown) {}

  resolve(): unknown {
    return this.produce();
  }

  toString(): string {
    return Token.asString(this);
  }
}
