/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * What the page does in a browser: search, filter, fold, copy, theme. The page carries the source of this function, so
 * it uses nothing from outside of itself. Without it everything can be read; it only shows, hides and opens.
 */
export function behave(): void {
  const every = <T extends HTMLElement>(selector: string) => [
    ...document.querySelectorAll<T>(selector),
  ];
  const root = document.documentElement;
  const query = document.querySelector<HTMLInputElement>('#query');
  const shown = document.querySelector('#shown');
  const nothing = document.querySelector<HTMLElement>('#nothing');
  const groups = every('.group').map((element) => ({
    element,
    count: element.querySelector('.count'),
    changes: [...element.querySelectorAll<HTMLDetailsElement>('.change')].map((change) => ({
      change,
      // Equal changes are one entry.
      size: Number(change.dataset['count'] ?? 1),
      text: undefined as string | undefined,
    })),
  }));
  const sizeOf = (changes: readonly { readonly size: number }[]) =>
    changes.reduce((sum, { size }) => sum + size, 0);
  const total = groups.reduce((sum, { changes }) => sum + sizeOf(changes), 0);
  const number = (value: number) => value.toLocaleString('en');
  const chips = every<HTMLButtonElement>('.chip');

  const setUp = () => {
    every('.find, .folding, .tools, .copy').forEach((element) => (element.hidden = false));
    for (const chip of chips) {
      chip.disabled = false;
    }
    apply();
    reveal();
  };

  /** Shows what has every word and, where chips are pressed, one of them. */
  const apply = () => {
    const words = (query?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = chips
      .filter((chip) => chip.getAttribute('aria-pressed') === 'true')
      .map((chip) => chip.dataset['filter'] ?? '');
    const actions = pressed.filter((name) => name !== 'attention');
    const isUrgent = pressed.includes('attention');
    let visible = 0;
    for (const { element, count, changes } of groups) {
      let here = 0;
      for (const entry of changes) {
        const { change, size } = entry;
        const matches =
          (actions.length === 0 || actions.includes(change.dataset['action'] ?? '')) &&
          (!isUrgent || 'attention' in change.dataset) &&
          words.every((word) => {
            entry.text ??= change.textContent.toLowerCase();
            return entry.text.includes(word);
          });
        if (change.hidden === matches) {
          change.hidden = !matches;
        }
        here += matches ? size : 0;
      }
      element.hidden = here === 0;
      const all = sizeOf(changes);
      const text = here === all ? number(here) : `${number(here)} of ${number(all)}`;
      if (count !== null && count.textContent !== text) {
        count.textContent = text;
      }
      visible += here;
    }
    if (nothing !== null) {
      nothing.hidden = visible > 0;
    }
    const noun = total === 1 ? 'change' : 'changes';
    const text =
      visible === total
        ? `${number(total)} ${noun}`
        : `${number(visible)} of ${number(total)} ${noun}`;
    if (shown !== null && shown.textContent !== text) {
      shown.textContent = text;
    }
  };

  const clear = () => {
    if (query !== null) {
      query.value = '';
    }
    for (const chip of chips) {
      chip.setAttribute('aria-pressed', 'false');
    }
    apply();
  };

  /** Opens the change that the address names, also when a filter hides it. */
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!(target instanceof HTMLDetailsElement)) {
      return;
    }
    if (target.hidden) {
      clear();
    }
    // Of several plans each is folded as a whole.
    const around = target.parentElement?.closest('details');
    if (around) {
      around.open = true;
    }
    target.open = true;
    target.querySelector('summary')?.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
  };

  const fold = (open: boolean) => {
    for (const { changes } of groups) {
      for (const { change } of changes) {
        if (!change.hidden) {
          change.open = open;
        }
      }
    }
  };

  const copy = async (text: string, button: HTMLButtonElement) => {
    const label = button.dataset['label'] ?? button.textContent;
    button.dataset['label'] = label;
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => copyOldWay(text),
    );
    button.textContent = done ? 'Copied' : 'Copying is not allowed here';
    setTimeout(() => (button.textContent = label), 2000);
  };

  /** For pages that a browser gives no clipboard, such as a preview in a frame. */
  const copyOldWay = (text: string) => {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  };

  const themes = ['auto', 'light', 'dark'];
  const themeButton = document.querySelector<HTMLButtonElement>('[data-do="theme"]');
  const setTheme = (theme: string) => {
    root.dataset['theme'] = theme;
    if (themeButton !== null) {
      themeButton.textContent = `Theme: ${theme}`;
    }
  };
  // A browser may refuse storage to a file; the theme then lasts as long as the page.
  const kept = (write?: string) => {
    try {
      if (write !== undefined) {
        localStorage.setItem('plan-review-theme', write);
      }
      return localStorage.getItem('plan-review-theme');
    } catch {
      return null;
    }
  };
  const stored = kept();
  setTheme(stored !== null && themes.includes(stored) ? stored : 'auto');

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null) {
      return;
    }
    const { do: action, filter } = button.dataset;
    if (filter !== undefined) {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      apply();
    }
    if (action === 'expand') {
      fold(true);
    }
    if (action === 'collapse') {
      fold(false);
    }
    if (action === 'clear') {
      clear();
      query?.focus();
    }
    if (action === 'theme') {
      const next =
        themes[(themes.indexOf(root.dataset['theme'] ?? '') + 1) % themes.length] ?? 'auto';
      setTheme(next);
      kept(next);
    }
    if (action === 'copy') {
      void copy(button.parentElement?.querySelector('.copied')?.textContent ?? '', button);
    }
    if (action === 'markdown') {
      void copy(document.querySelector<HTMLTextAreaElement>('#markdown')?.value ?? '', button);
    }
  });

  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query?.focus();
      query?.select();
    }
    if (event.key === 'Escape') {
      clear();
    }
  });

  query?.addEventListener('input', apply);
  addEventListener('hashchange', reveal);

  // Paper cannot be unfolded.
  let folded: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    folded = every<HTMLDetailsElement>('details:not([open])');
    for (const details of folded) {
      details.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const details of folded) {
      details.open = false;
    }
  });

  setUp();
}
