// Nothing can be shown: why, and what to do.

import type { ScreenProps } from '../app.tsx';
import type { Failure } from '../edge/http.ts';
import { t } from '../text/index.ts';

export function Failed({ model, state }: ScreenProps) {
  const failure = state.failure ?? { code: 'internal', message: 'Something went wrong.' };
  if (failure.code === 'offline' && !navigator.onLine) return <NeedsNetwork model={model} />;
  const misconfigured = failure.code === 'misconfigured';
  return (
    <main id="main" tabIndex={-1} class="letter" data-testid={misconfigured ? 'misconfigured' : 'failed'}>
      <h1>{misconfigured ? 'openpurse is not set up yet' : 'openpurse did not answer'}</h1>
      {misconfigured ? <Settings failure={failure} /> : <p class="letter-lead" role="alert">{failure.message}</p>}
      <button class="button" data-testid="retry" onClick={() => void model.start()}>Try again</button>
    </main>
  );
}

function NeedsNetwork({ model }: Pick<ScreenProps, 'model'>) {
  return (
    <main id="main" tabIndex={-1} class="letter" data-testid="failed">
      <h1>{t.device.needsNetwork}</h1>
      <p class="letter-lead" role="alert">{t.device.needsNetworkText}</p>
      <button class="button" data-testid="retry" onClick={() => void model.start()}>Try again</button>
    </main>
  );
}

function Settings({ failure: { message, settings } }: { failure: Failure }) {
  if (settings === undefined) return <p class="letter-lead" role="alert">{message}</p>;
  return (
    <div role="alert">
      <p class="letter-lead">This is for whoever runs this openpurse. Set what is named here, on your own machine as a line of <code>.dev.vars</code>, then try again.</p>
      <ul class="settings">
        {settings.map(({ name, problem, command }) => (
          <li key={name}>
            <p><strong>{name}</strong> {problem}</p>
            <code>{command}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
