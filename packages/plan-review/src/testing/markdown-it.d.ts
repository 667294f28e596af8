/** What the tests use of it; the package brings no types. */
declare module 'markdown-it' {
  interface Token {
    readonly type: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
    attrGet(name: string): string | null;
  }
  interface MarkdownIt {
    render(text: string): string;
    renderInline(text: string): string;
    parse(text: string, environment: object): readonly Token[];
  }
  export default function markdownIt(options: {
    readonly html: boolean;
    readonly linkify: boolean;
  }): MarkdownIt;
}
