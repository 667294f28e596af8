/**
 * What was made of a text, kept until there are too many: plans repeat few names, patterns and addresses many thousand
 * times. Only for what depends on nothing but the text.
 */
export class BoundedMemo<Value> {
  private readonly known = new Map<string, Value>();

  constructor(private readonly most: number) {}

  get(text: string, make: () => Value): Value {
    const known = this.known.get(text);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    if (this.known.size >= this.most) {
      this.known.clear();
    }
    this.known.set(text, made);
    return made;
  }
}
