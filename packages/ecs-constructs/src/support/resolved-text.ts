import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';

/** A text as the stack will hold it, to compare two with: two tokens of one attribute are never equal. */
export function resolvedText(scope: Construct, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const options = { scope: TerraformStack.of(scope), preparing: false, resolver };
  return String(Tokenization.resolve(text, options));
}
