import { css } from './css';

/** Paper: everything is open, and nothing is a control. */
export const print = css`
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
      background: none;
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
    .canvas {
      max-height: none;
    }
    .canvas svg.picture {
      min-width: 0;
    }
  }
`;
