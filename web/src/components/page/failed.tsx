// Nothing can be shown: why, and what to do.

import type { ScreenProps } from '../../app.tsx';
import type { Failure } from '../../edge/http.ts';
import { problemText } from '../../model/problems.ts';
import { t } from '../../text/index.ts';
import { Sentences } from './sentences.tsx';

/** The heading, and the title of the document. */
export function failedTitle(failure: Failure | undefined): string {
  if (failure?.code === 'offline' && !navigator.onLine) return t.device.needsNetwork;
  return failure?.code === 'misconfigured' ? t.home.failed.misconfigured : t.home.failed.title;
}

export function Failed({ model, state }: ScreenProps) {
  const failure = state.failure ?? { code: 'internal', message: '' };
  if (failure.code === 'offline' && !navigator.onLine) return <NeedsNetwork model={model} />;
  const misconfigured = failure.code === 'misconfigured';
  return (
    <main id="main" tabIndex={-1} class="letter" data-testid={misconfigured ? 'misconfigured' : 'failed'}>
      <h1>{failedTitle(failure)}</h1>
      {misconfigured ? <Settings failure={failure} /> : <Why failure={failure} />}
      <button class="button" data-testid="retry" onClick={() => void model.start()}>{t.home.failed.retry}</button>
    </main>
  );
}

function NeedsNetwork({ model }: Pick<ScreenProps, 'model'>) {
  return (
    <main id="main" tabIndex={-1} class="letter" data-testid="failed">
      <h1>{t.device.needsNetwork}</h1>
      <p class="letter-lead" role="alert">{t.device.needsNetworkText}</p>
      <button class="button" data-testid="retry" onClick={() => void model.start()}>{t.home.failed.retry}</button>
    </main>
  );
}

function Why({ failure }: { failure: Failure }) {
  return <p class="letter-lead" role="alert"><Sentences said={problemText(failure)} /></p>;
}

function Settings({ failure }: { failure: Failure }) {
  const { settings } = failure;
  if (settings === undefined) return <Why failure={failure} />;
  const [before, file, after] = t.home.failed.settings('.dev.vars');
  return (
    <div role="alert">
      <p class="letter-lead">{before}<code>{file}</code>{after}</p>
      <ul class="settings">
        {settings.map(({ name, problem, command }) => (
          <li key={name}>
            <p lang="en"><strong>{name}</strong> {problem}</p>
            <code>{command}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
