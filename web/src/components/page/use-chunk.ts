// A part of the page that is loaded when it is first needed.

import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Load<Props> = () => Promise<FunctionComponent<Props>>;

/** So that what was there once is there at once. */
const loaded = new WeakMap<Load<never>, unknown>();

/** `load` is the same function each time. Undefined while it is on its way. */
export function useChunk<Props>(load: Load<Props>): FunctionComponent<Props> | 'failed' | undefined {
  const [chunk, setChunk] = useState(() => ({ is: loaded.get(load) as FunctionComponent<Props> | 'failed' | undefined }));
  useEffect(() => {
    load().then(
      (is) => {
        loaded.set(load, is);
        setChunk({ is });
      },
      () => setChunk({ is: 'failed' }),
    );
  }, [load]);
  return chunk.is;
}
