// The way between the screens: above the figures, on a phone at the bottom.

import { linkTo, ROUTES, type RouteName } from '../../model/route.ts';
import { t } from '../../text/index.ts';

const SHAPES: Record<RouteName, string> = {
  home: 'M4 11.5 12 4l8 7.5M6.5 9.5V20h11V9.5',
  transactions: 'M5 7h14M5 12h14M5 17h9',
  budgets: 'M5 19V11M12 19V5M19 19v-5',
  recurring: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  connections: 'M4 10 12 5l8 5M6 10.5V17M10 10.5V17M14 10.5V17M18 10.5V17M4 19.5h16',
};

export function Navigation({ current }: { current: RouteName }) {
  return (
    <nav class="screens" aria-label={t.navigation.title}>
      {ROUTES.map((name) => (
        <a key={name} class="screen-link" href={linkTo(name)} data-testid={`go-${name}`} aria-current={name === current ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
            <path d={SHAPES[name]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
          <span>{t.navigation[name]}</span>
        </a>
      ))}
    </nav>
  );
}
