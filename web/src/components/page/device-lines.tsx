// Lines about the device under the header: no network, and a newer version of the app.

import { useEffect, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { clockTime } from '../../model/dates.ts';
import type { Household } from '../../model/state.ts';
import { lookForUpdates } from '../../shell/updates.ts';
import { t } from '../../text/index.ts';

export function DeviceLines({ model, state }: ScreenProps) {
  const online = useOnline(() => {
    // What failed for want of a network only.
    if (model.state.screen === 'failed' && model.state.failure?.code === 'offline') void model.start();
  });
  const [take, setTake] = useState<() => void>();
  useEffect(() => void lookForUpdates((next) => setTake(() => next), () => !holdsFiles(model.state)), []);
  const { device } = t;
  const read = oldestReading(state);
  const away = !online ? device.offline : state.unreached ? device.unreached : undefined;
  return (
    <div class="device-lines" role="status">
      {away !== undefined && state.screen !== 'failed' && (
        <p class="notice" data-testid="offline">{away}{read !== undefined && ` ${device.asOf(clockTime(read))}`}</p>
      )}
      {take !== undefined && (
        <div class="notice" data-testid="update">
          <p>{device.update}{holdsFiles(state) && ` ${device.updateCloses}`}</p>
          <button class="button button-small" data-testid="take-update" onClick={take}>{device.takeUpdate}</button>
        </div>
      )}
    </div>
  );
}

/** Files, and settings beside figures of files alone, are in this page's memory only. */
function holdsFiles({ screen, connections, view }: Household): boolean {
  return screen === 'budget' && (connections.length === 0 || (view?.files?.length ?? 0) > 0);
}

/** When the figures that are on the screen were read; of several banks the oldest. */
function oldestReading({ readings, screen }: Household): string | undefined {
  if (screen !== 'budget') return undefined;
  return Object.values(readings).flatMap(({ last }) => last?.asOf ?? []).sort()[0];
}

function useOnline(onReturn: () => void): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const follow = () => {
      setOnline(navigator.onLine);
      if (navigator.onLine) onReturn();
    };
    addEventListener('online', follow);
    addEventListener('offline', follow);
    return () => {
      removeEventListener('online', follow);
      removeEventListener('offline', follow);
    };
  }, []);
  return online;
}
