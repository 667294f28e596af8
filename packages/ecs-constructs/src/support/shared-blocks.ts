import { type IResolvable, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { misuse } from './validation';

/** Sets all blocks of a kind, as the `put…` methods of a resource do. */
type Put<Block> = (blocks: IResolvable | Block[]) => void;

/**
 * Blocks of a resource that this library adds to, and that whoever uses `.resource` sets too. The provider's own method
 * replaces the whole list: here neither takes away what the other put there, whoever comes first.
 */
export class SharedBlocks<Block> {
  private readonly own: Block[] = [];
  private others: IResolvable | Block[] = [];
  private readonly put: Put<Block>;

  /** Takes the place of a `put…` method of the resource, which from then on replaces what it was given before only. */
  constructor(
    private readonly scope: IConstruct,
    resource: object,
    private readonly method: string,
    /** Throws for blocks that cannot stand together. */
    private readonly check: (blocks: readonly Block[]) => void = () => undefined,
  ) {
    const methods = resource as Record<string, Put<Block>>;
    const put = methods[method] as Put<Block>;
    this.put = (blocks) => put.call(resource, blocks);
    methods[method] = (blocks) => {
      this.others = blocks;
      this.render();
    };
  }

  /** All of them, as far as they are known: those of this library first. */
  get known(): readonly Block[] {
    return [...this.own, ...(Array.isArray(this.others) ? this.others : [])];
  }

  add(block: Block): void {
    this.own.push(block);
    this.render();
  }

  private render(): void {
    const { own, others } = this;
    if (own.length === 0) {
      this.put(others);
      return;
    }
    if (!Array.isArray(others) || Token.isUnresolved(others)) {
      throw misuse(this.scope, {
        what: `${this.method} of the resource sets a list that only Terraform knows, and nothing can be added to one`,
        got: `${own.length} of this library beside it`,
        fix: `Give ${this.method} its blocks one by one, or add all of them there.`,
      });
    }
    this.check(this.known);
    this.put([...this.known]);
  }
}
