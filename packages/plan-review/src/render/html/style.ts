import { actionHues, type Hue, lightDark, neutrals, toneHues } from './palette';

const css = String.raw;

const colours = [
  ...Object.entries(neutrals).map(([name, shade]) => `--${name}:${lightDark(shade)}`),
  ...Object.entries(toneHues).map(([name, { ink }]) => `--${name}:${lightDark(ink)}`),
].join(';');

const hues = (entries: Readonly<Record<string, Hue>>, prefix: string): string =>
  Object.entries(entries)
    .map(
      ([name, { ink, tint }]) =>
        `.${prefix}${name}{--hue:${lightDark(ink)};--tint:${lightDark(tint)}}`,
    )
    .join('\n');

const base = css`
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

const frame = css`
  .top,
  .page {
    max-width: 1320px;
    margin: 0 auto;
    padding: 0 24px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding-top: 16px;
    padding-bottom: 16px;
  }
  .top h1 {
    flex: 1;
    white-space: nowrap;
  }
  .tools {
    display: flex;
    gap: 8px;
    order: 1;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    font-size: 12.5px;
  }
  .about div {
    display: flex;
    gap: 6px;
  }
  .about dt {
    color: var(--muted);
  }
  footer {
    max-width: 1320px;
    margin: 0 auto;
    padding: 0 24px 32px;
    color: var(--muted);
    font-size: 12.5px;
  }
  .page {
    display: grid;
    grid-template-columns: 148px minmax(0, 1fr);
    gap: 32px;
    padding-bottom: 24px;
  }
  main {
    grid-column: 2;
    min-width: 0;
  }
  main > section {
    margin-bottom: 40px;
  }
  nav ul {
    position: sticky;
    top: 16px;
    list-style: none;
  }
  nav a {
    display: flex;
    justify-content: space-between;
    padding: 4px 8px;
    margin-left: -8px;
    border-radius: 6px;
    color: inherit;
    text-decoration: none;
  }
  nav a:hover {
    background: var(--surface);
  }
  @media (max-width: 980px) {
    .top,
    .page {
      padding-left: 16px;
      padding-right: 16px;
    }
    .page {
      display: block;
    }
    nav {
      margin-bottom: 16px;
    }
    nav ul {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    nav a {
      margin: 0;
      gap: 6px;
      border: 1px solid var(--line);
    }
  }
`;

const verdict = css`
  .verdict {
    --hue: var(--good);
    overflow: hidden;
    border: 1px solid var(--line);
    border-left: 5px solid var(--hue);
    border-radius: 12px;
    background: var(--surface);
  }
  .verdict.review {
    --hue: var(--attention);
  }
  .verdict.dangerous,
  .verdict.destructive {
    --hue: var(--bad);
  }
  .level {
    display: flex;
    align-items: center;
    gap: 16px;
    padding: 20px 24px;
  }
  .level h2 {
    margin: 0;
    color: var(--hue);
    font-size: 26px;
    line-height: 1.2;
    letter-spacing: 0.01em;
  }
  .level p {
    font-size: 15px;
  }
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    width: 48px;
    height: 48px;
    border-radius: 50%;
    background: var(--hue);
    color: var(--surface);
    font-size: 24px;
    font-weight: 700;
    line-height: 1;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 1px;
    border-top: 1px solid var(--line);
    background: var(--line);
  }
  .fact {
    padding: 12px 24px 14px;
    background: var(--surface);
  }
  .fact dt {
    color: var(--muted);
    font-size: 12.5px;
  }
  .fact dd {
    color: var(--hue);
    font-size: 15px;
    font-weight: 600;
  }
  .fact.plain dd {
    color: var(--ink);
  }
  .fact dd.detail {
    color: var(--muted);
    font-size: 12.5px;
    font-weight: 400;
  }
  .reasons {
    padding: 14px 24px 16px 42px;
    border-top: 1px solid var(--line);
  }
  .reasons li + li {
    margin-top: 3px;
  }
  .notice {
    margin: -24px 0 32px;
    padding: 12px 16px;
    border: 1px solid var(--hue);
    border-radius: 8px;
    background: var(--tint);
  }
  .notice ul {
    padding-left: 20px;
  }
  .canvas {
    overflow-x: auto;
    padding: 20px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
  }
  .canvas svg.picture {
    display: block;
    min-width: 760px;
    width: 100%;
    max-width: 1040px;
    height: auto;
    margin: 0 auto;
  }
  @media (max-width: 980px) {
    .facts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .level,
    .fact {
      padding-left: 16px;
      padding-right: 16px;
    }
    .reasons {
      padding-left: 34px;
      padding-right: 16px;
    }
  }
`;

const changes = css`
  .toolbar {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin: 0 -12px;
    padding: 10px 12px;
    background: var(--ground);
    border-bottom: 1px solid var(--line);
  }
  .find {
    position: relative;
    flex: 1 1 260px;
  }
  .find input {
    width: 100%;
    padding: 6px 32px 6px 10px;
    border: 1px solid var(--strong);
    border-radius: 6px;
    background: var(--surface);
  }
  .find input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .find kbd {
    position: absolute;
    right: 8px;
    top: 7px;
    padding: 0 6px;
    border: 1px solid var(--line);
    border-radius: 4px;
    color: var(--muted);
    line-height: 18px;
    pointer-events: none;
  }
  .find input:focus + kbd {
    display: none;
  }
  .chips,
  .folding {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chips {
    order: 1;
    flex-basis: 100%;
  }
  .chip {
    display: inline-flex;
    align-items: baseline;
    gap: 6px;
    border-radius: 999px;
  }
  .chip .sign {
    color: var(--hue);
    font-weight: 700;
  }
  .chip b {
    font-variant-numeric: tabular-nums;
  }
  .chip[aria-pressed='true'] {
    border-color: var(--hue);
    background: var(--tint);
    color: var(--hue);
    box-shadow: inset 0 0 0 1px var(--hue);
  }
  #shown {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .change {
    border: 1px solid var(--line);
    border-bottom-width: 0;
    background: var(--surface);
  }
  .many .change {
    content-visibility: auto;
    contain-intrinsic-size: auto 42px;
  }
  h3 + .change,
  h2 + .change {
    border-radius: 8px 8px 0 0;
  }
  .change:last-child {
    border-bottom-width: 1px;
    border-radius: 0 0 8px 8px;
  }
  :is(h2, h3) + .change:last-child {
    border-radius: 8px;
  }
  .change > summary {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
    padding: 8px 14px 8px 10px;
    border-left: 3px solid var(--hue, var(--line));
    list-style: none;
    cursor: pointer;
  }
  .change:hover > summary {
    background: var(--raised);
  }
  .change > summary:focus-visible {
    outline-offset: -2px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .change > summary::before {
    content: '';
    width: 6px;
    height: 6px;
    border: solid var(--muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg) translateY(-2px);
  }
  .change[open] > summary::before {
    transform: rotate(45deg) translateY(-3px);
  }
  .change .sign {
    flex: none;
    width: 18px;
    border-radius: 4px;
    background: var(--tint, var(--raised));
    color: var(--hue, var(--muted));
    font-weight: 700;
    line-height: 18px;
    text-align: center;
  }
  .name {
    flex: 1 1 320px;
    min-width: 0;
  }
  .name .path {
    margin-right: 6px;
  }
  .gist {
    flex: 1 0 100%;
    padding-left: 46px;
    font-size: 13px;
  }
  .change[open] .gist {
    display: none;
  }
  .badge,
  .forces {
    display: inline-block;
    padding: 0 8px;
    border-radius: 999px;
    background: var(--tint);
    color: var(--hue);
    font-size: 12px;
    font-weight: 600;
    line-height: 20px;
    white-space: nowrap;
  }
  .body {
    padding: 2px 16px 14px 46px;
    border-left: 3px solid var(--hue, var(--line));
  }
  .body > * + * {
    margin-top: 10px;
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
  }
  .where .copied {
    display: none;
  }
  .copy {
    padding: 0 8px;
    font-size: 12px;
  }
  .effects,
  .notes {
    padding-left: 18px;
  }
  .notes {
    color: var(--muted);
  }
  .effects :is(.data-loss, .downtime, .downtime-possible, .attention) {
    color: var(--hue);
    font-weight: 600;
  }
  .effects li::marker {
    color: var(--hue);
  }
  .nothing {
    padding: 32px;
    text-align: center;
    color: var(--muted);
  }
  @media (max-width: 980px) {
    .toolbar {
      position: static;
    }
    .gist,
    .body {
      padding-left: 16px;
    }
  }
`;

const tables = css`
  table {
    width: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    text-align: left;
  }
  th,
  td {
    padding: 5px 10px;
    border-top: 1px solid var(--line);
    vertical-align: top;
    font-weight: 400;
  }
  thead th {
    border-top: 0;
    color: var(--muted);
    font-size: 12px;
  }
  .attributes {
    border: 1px solid var(--line);
  }
  .attributes thead th {
    background: var(--raised);
  }
  .attributes th:first-child {
    width: 36%;
  }
  .forces {
    --hue: light-dark(#9c3f00, #ffa861);
    --tint: light-dark(#fff1e5, #37210f);
  }
  mark {
    border-radius: 2px;
    color: inherit;
  }
  .before mark {
    background: light-dark(#ffd9d4, #5f2420);
  }
  .after mark {
    background: light-dark(#c6efd0, #1d4a2a);
  }
  .diff {
    white-space: pre-wrap;
    line-height: 1.55;
  }
  .diff > * {
    display: block;
    padding: 0 6px;
    text-decoration: none;
  }
  .diff ins {
    background: light-dark(#e6f6ea, #102c1a);
    color: light-dark(#13692d, #5fd07a);
  }
  .diff del {
    background: light-dark(#fdeeec, #3b1716);
    color: light-dark(#b3261e, #ff9389);
  }
  .diff .omitted {
    color: var(--muted);
  }
  .rows {
    border: 1px solid var(--line);
    border-radius: 8px;
    border-collapse: separate;
    border-spacing: 0;
    background: var(--surface);
  }
  .rows :is(th, td) {
    padding: 9px 14px;
  }
  .rows .address,
  .rows .kind {
    display: block;
    font-size: 12px;
  }
  .rows .badge {
    margin: 0 6px 4px 0;
  }
  .rows .path {
    text-decoration-color: var(--line);
  }
  .rows .path:hover {
    text-decoration-color: currentColor;
  }
  .why {
    margin-top: 3px;
    font-size: 13px;
  }
  .access th:nth-child(1) {
    width: 132px;
  }
  .access th:nth-child(2) {
    width: 34%;
  }
  .policy th:nth-child(1) {
    width: 26%;
  }
  .cost th:nth-child(1) {
    width: 46%;
  }
  .amount {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .cost th.amount {
    width: 100px;
  }
  tfoot :is(th, td) {
    font-weight: 600;
  }
  .outputs th:nth-child(2) {
    width: 100px;
  }
  .rule div {
    display: flex;
    gap: 8px;
  }
  .rule dt {
    flex: none;
    width: 68px;
    color: var(--muted);
    font-size: 12px;
    line-height: 20px;
  }
  .fold {
    margin-top: 12px;
  }
  .fold > summary {
    width: fit-content;
    margin-bottom: 8px;
    color: var(--link);
    cursor: pointer;
  }
  .bullets {
    padding-left: 18px;
  }
  @media (max-width: 700px) {
    .rows thead,
    .attributes thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .rows :is(tr, th, td),
    .attributes :is(tr, th, td) {
      display: block;
      width: auto !important;
      text-align: left;
    }
    .rows :is(th, td) + td,
    .rows td + th,
    .attributes td {
      border-top: 0;
      padding-top: 0;
    }
  }
`;

const print = css`
  @media print {
    html {
      color-scheme: light !important;
    }
    body {
      background: #fff;
      font-size: 11px;
    }
    nav,
    .tools,
    .find,
    .folding,
    .copy,
    .skip,
    #nothing {
      display: none !important;
    }
    .page {
      display: block;
      padding: 0;
    }
    .toolbar {
      position: static;
    }
    .change,
    .group {
      display: block !important;
      content-visibility: visible;
    }
    details::details-content {
      content-visibility: visible;
      display: block;
      height: auto;
    }
    .change > summary::before {
      display: none;
    }
    tr,
    .change > summary,
    .fact {
      break-inside: avoid;
    }
    h2,
    h3,
    summary {
      break-after: avoid;
    }
    .canvas svg.picture {
      min-width: 0;
    }
  }
`;

const severityHues = {
  'data-loss': toneHues.bad,
  downtime: toneHues.bad,
  'downtime-possible': toneHues.attention,
  attention: toneHues.attention,
};

/** Everything the page looks like. The picture brings its own. */
export const pageStyle = [
  `:root{${colours}}`,
  base,
  frame,
  hues(toneHues, ''),
  hues(actionHues, 'change.'),
  hues(actionHues, 'chip.'),
  hues(severityHues, 'badge.'),
  hues(severityHues, 'effects .'),
  verdict,
  changes,
  tables,
  print,
]
  .join('\n')
  // Indentation is for the reader of the source.
  .replace(/\n\s*/g, '\n');
