import { css } from './css';

/** The verdict, notices below it, and the frame of the picture. */
export const verdict = css`
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
    overflow: auto;
    max-height: 80vh;
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
