/** What the tests use of it; the package brings no types. */
declare module 'markdown-it' {
  interface MarkdownIt {
    render(text: string): string;
    renderInline(text: string): string;
    parse(text: string, environment: object): readonly { readonly type: string }[];
  }
  export default function markdownIt(options: {
    readonly html: boolean;
    readonly linkify: boolean;
  }): MarkdownIt;
}
