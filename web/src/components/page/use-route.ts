// The address as a state of the page. A new screen takes the focus and starts at its top, as a new page would.

import { useEffect, useState } from 'preact/hooks';
import { routeOf, type Route } from '../../model/route.ts';

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    let shown = routeOf(location.hash).name;
    const follow = () => {
      const next = routeOf(location.hash);
      setRoute(next);
      if (next.name === shown) return;
      shown = next.name;
      requestAnimationFrame(() => {
        scrollTo(0, 0);
        const main = document.getElementById('main');
        // A page that came with the address may have put it on its heading.
        if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
      });
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
