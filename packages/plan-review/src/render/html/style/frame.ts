import { css } from './css';

/** Header, navigation and the columns of the page. */
export const frame = css`
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
