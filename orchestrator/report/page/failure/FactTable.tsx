/** Facts that the operation changed, or should have changed: before, predicted, seen. */
import type { Step } from '../../page-data/row-shape.ts';
import { counted } from '../shared/numbers.ts';

/** A file that holds nothing is not one that is not there. */
const told = (value: string | undefined): string => (value === undefined ? '·' : value === '' ? '(empty)' : value);

export function FactTable({ step }: { readonly step: Step }) {
  const { facts, unchanged, factsLeftOut } = step;
  if (facts.length === 0) return step.observed === undefined ? null : <p class="quiet">No fact changed, as predicted; {unchanged} were held against the model.</p>;
  const wrong = facts.filter(({ differs }) => differs).length;
  return (
    <details class="facts" open>
      <summary>{counted(facts.length + factsLeftOut, 'fact')} changed or differ{wrong > 0 ? <span class="wrong">, {wrong} not as predicted</span> : ', all as predicted'}; {unchanged} others did not change, as predicted</summary>
      <table>
        <thead><tr><th scope="col">fact</th><th scope="col">before</th><th scope="col">predicted</th><th scope="col">seen</th></tr></thead>
        <tbody>
          {facts.map(({ fact, before, predicted, seen, differs }) => (
            <tr key={fact} class={differs ? 'differs' : ''}><th scope="row">{fact}</th><td>{told(before)}</td><td>{told(predicted)}</td><td class={differs ? 'wrong' : ''}>{differs ? '≠ ' : ''}{told(seen)}</td></tr>
          ))}
        </tbody>
      </table>
      {factsLeftOut > 0 ? <p class="quiet">and {factsLeftOut} more that are not in this page</p> : null}
    </details>
  );
}
