/** What runs first: it asks for what the screen shows while the app itself is still on its way. */
import './tokens.css';
import './app.css';
import './monitor/monitor.css';
import './person/person.css';

/** Paths below `/api/v1` that a screen asks for as soon as it is there. */
function wantedBy(screen: string): string[] {
  const [, cycle, participant] = /^\/app\/cycles\/([\w-]+)(?:\/people\/([\w-]+))?\/?$/.exec(screen) ?? [];
  if (participant) return ['/me', `/participants/${participant}`];
  return cycle ? ['/me', `/cycles/${cycle}`, `/cycles/${cycle}/counts`] : ['/me'];
}

const asked = new Map(wantedBy(location.pathname).map((path) => [path, fetch(`/api/v1${path}`)]));
// whoever takes an answer over hears of what went wrong
for (const answer of asked.values()) answer.catch(() => undefined);

/** The answer that was asked for already, to whoever comes first; nobody gets it twice. */
export function early(path: string): Promise<Response> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}

void import('./main.js');
