// A screen drawn in steps, each a task of its own: all at once would hold up whoever scrolls or types.

import { useEffect, useState } from 'preact/hooks';

/** How many steps may be drawn: from none, when `begun` becomes true, one more after each drawing, up to `most`. */
export function useSteps(begun: boolean, most: number): number {
  const [done, setDone] = useState(0);
  useEffect(() => {
    if (!begun) return setDone(0);
    if (done >= most) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => setDone(done + 1);
    port2.postMessage(undefined);
    return () => port1.close();
  }, [begun, done]);
  return begun ? done : 0;
}
