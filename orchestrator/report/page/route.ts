/** The address behind `#`: `#/`, `#/row/<id>`, `#/finding/<fingerprint>`, each with parameters such as `?operation=12`. */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  readonly view: 'overview' | 'row' | 'finding';
  /** Of the row, or the finding's fingerprint. */
  readonly id: string;
  readonly parameters: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, ...rest] = path.split('/');
  const id = decodeURIComponent(rest.join('/'));
  return { view: (view === 'row' || view === 'finding') && id !== '' ? view : 'overview', id, parameters: new URLSearchParams(query) };
}

export const rowAddress = (id: string, operation?: number): string => `#/row/${encodeURIComponent(id)}${operation === undefined ? '' : `?operation=${operation}`}`;
export const findingAddress = (fingerprint: string): string => `#/finding/${encodeURIComponent(fingerprint)}`;

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => { setRoute(parseRoute(location.hash)); };
    addEventListener('hashchange', follow);
    return () => { removeEventListener('hashchange', follow); };
  }, []);
  return route;
}

/** Another value for a parameter, without a place of its own in the browser's history: stepping through is no going elsewhere. */
export function setParameter(name: string, value: string | undefined): void {
  const { parameters } = parseRoute(location.hash);
  if (value === undefined || value === '') parameters.delete(name);
  else parameters.set(name, value);
  const [path = '#/'] = location.hash.split('?', 1);
  const query = parameters.toString();
  history.replaceState(null, '', `${path === '' ? '#/' : path}${query === '' ? '' : `?${query}`}`);
  dispatchEvent(new Event('hashchange'));
}
