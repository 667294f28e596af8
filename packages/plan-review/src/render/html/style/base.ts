import { css } from './css';

/** Text, buttons and what every part shares. */
export const base = css`
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  html {
    scroll-padding-top: 8rem;
    color-scheme: light dark;
    -webkit-text-size-adjust: 100%;
  }
  html[data-theme='light'] {
    color-scheme: light;
  }
  html[data-theme='dark'] {
    color-scheme: dark;
  }
  body {
    margin: 0;
    background: var(--ground);
    color: var(--ink);
    font:
      14px/1.5 ui-sans-serif,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      sans-serif;
    overflow-wrap: anywhere;
  }
  code,
  kbd,
  pre,
  .path {
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    font-size: 12.5px;
  }
  code {
    white-space: pre-wrap;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  pre {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: 15px;
  }
  h2 {
    font-size: 16px;
    margin-bottom: 10px;
  }
  h3 {
    font-size: 13px;
    margin: 20px 0 6px;
    color: var(--muted);
  }
  a {
    color: var(--link);
    text-underline-offset: 3px;
  }
  ::selection {
    background: light-dark(#cfe3ff, #25456b);
  }
  :focus-visible {
    outline: 2px solid var(--link);
    outline-offset: 2px;
    border-radius: 4px;
  }
  main:focus {
    outline: none;
  }
  button,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    padding: 4px 10px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    font-size: 13px;
    cursor: pointer;
  }
  button:hover:enabled {
    border-color: var(--strong);
  }
  button:disabled {
    cursor: default;
    color: inherit;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .skip {
    position: absolute;
    left: 8px;
    top: -60px;
    z-index: 3;
    padding: 8px 12px;
    border-radius: 6px;
    background: var(--surface);
  }
  .skip:focus {
    top: 8px;
  }
  .count {
    font-weight: 400;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .address,
  .source,
  .kind,
  .why,
  .calm,
  .detail,
  .gist {
    color: var(--muted);
  }
  .calm {
    margin-top: 8px;
  }
  .stand-in {
    color: var(--muted);
  }
`;
