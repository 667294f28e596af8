import { css } from './css';

/** Attributes, line diffs and the tables of the other sections. */
export const tables = css`
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
    width: 30%;
  }
  .forces {
    --hue: light-dark(#9c3f00, #ffa861);
    --tint: light-dark(#fff1e5, #37210f);
  }
  mark {
    border-radius: 2px;
    background: light-dark(#fdeeb5, #4a3c0d);
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
    .before::before {
      content: 'Before ';
      color: var(--muted);
    }
    .after::before {
      content: 'After ';
      color: var(--muted);
    }
    .rows :is(th, td) + td,
    .rows td + th,
    .attributes td {
      border-top: 0;
      padding-top: 0;
    }
  }
`;
