/** Data into the page: as text of an element, which nothing in it can end. */
import type { PageData } from './page-data/shape.ts';

const PLACE = '<script id="data" type="application/json">null</script>';

export function fillTemplate(template: string, data: PageData): string {
  const at = template.indexOf(PLACE);
  if (at === -1) throw new Error('the template has no place for data');
  // `</script` and `<!--` would be markup; in JSON a `<` can only stand in a string.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `${template.slice(0, at)}${PLACE.replace('null', () => json)}${template.slice(at + PLACE.length)}`;
}
