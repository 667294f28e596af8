import { css } from './css';

/** The toolbar and the changes. */
export const changes = css`
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
  .addresses {
    max-height: 16em;
    overflow-y: auto;
    font-size: 12px;
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
  .effects :is(.data-loss, .data-loss-possible, .downtime, .downtime-possible, .attention) {
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
    .name {
      flex-basis: 200px;
    }
    .gist,
    .body {
      padding-left: 16px;
    }
  }
`;
