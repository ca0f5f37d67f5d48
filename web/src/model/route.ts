// Which screen the address names: `#/transactions?category=groceries`. A hash, so that going there asks the server for nothing.

export const ROUTES = ['home', 'transactions', 'budgets', 'recurring', 'connections'] as const;

export type RouteName = (typeof ROUTES)[number];

export interface Route {
  name: RouteName;
  /** What the screen is narrowed to; each screen reads its own. */
  query: URLSearchParams;
}

/** Of an address that names no screen: home. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const name = ROUTES.find((known) => known === path) ?? 'home';
  return { name, query: new URLSearchParams(query) };
}

/** The address of a screen, for a link. */
export function linkTo(name: RouteName, query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString();
  return `#/${name === 'home' ? '' : name}${text === '' ? '' : `?${text}`}`;
}
