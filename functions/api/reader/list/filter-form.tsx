import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MEASURE_STATUSES, MEASURE_TYPES, VOICES } from '../../../core/brief-terms.ts';
import { statusLabel } from '../../../core/render/labels.ts';
import type { PartyRef } from '../../responses.ts';
import { useServices } from '../app/services.ts';
import { singleLine } from '../text/plain-text.ts';
import { typeLabel, voiceLabel } from '../text/vocabulary.ts';
import { FILTER_NAMES, type FilterName, type ListFilters, searchOf } from './list-filters.ts';

/** Wide enough for the filters to stand beside the list; the style sheet has the same width. */
const BESIDE = '(min-width: 56rem)';

/** The filters of the list. They are in the address once the form is sent; nothing moves while somebody types. */
export function FilterForm({ filters }: { filters: ListFilters }) {
  const { navigation } = useServices();
  const form = useRef<HTMLFormElement>(null);
  const [parties, askForParties] = usePartyNames();
  const search = searchOf(filters);
  const [isOpen, setOpen] = useState(() => matchMedia(BESIDE).matches);

  useEffect(() => {
    // The address may change by other ways: a filter taken away, the way back.
    for (const name of FILTER_NAMES) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = filters[name] ?? '';
    }
  }, [search]);
  useEffect(() => {
    if (location.hash === '#search') document.getElementById('search')?.focus();
  }, []);

  const apply = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const next = Object.fromEntries(FILTER_NAMES.map((name) => [name, String(data.get(name) ?? '')]));
    navigation.go(`/${searchOf(next)}`);
  };
  const options = <T extends string>(values: readonly T[], label: (value: T) => string) => [
    <option key="" value="">
      any
    </option>,
    ...values.map((value) => (
      <option key={value} value={value}>
        {label(value)}
      </option>
    )),
  ];
  return (
    <form ref={form} class="filters" action="/" onSubmit={apply}>
      <div class="search">
        <label for="search">Search the briefs</label>
        <input id="search" name="q" type="search" maxLength={200} placeholder="words" />
        <button type="submit">Search</button>
      </div>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Filters</summary>
        <div class="fields">
          <Field name="party" label="Party">
            <input
              id="filter-party"
              name="party"
              list="party-names"
              autocomplete="off"
              maxLength={200}
              onFocus={askForParties}
            />
          </Field>
          <datalist id="party-names">
            {parties.map(({ id, name }) => (
              <option key={id} value={id}>
                {singleLine(name)}
              </option>
            ))}
          </datalist>
          <Field name="country" label="Country (two letters)">
            <input
              id="filter-country"
              name="country"
              maxLength={2}
              pattern="[A-Za-z]{2}"
              title="Two letters, as UY"
              autocomplete="off"
            />
          </Field>
          <Field name="measure" label="Measure">
            <select id="filter-measure" name="measure">
              {options(MEASURE_TYPES, typeLabel)}
            </select>
          </Field>
          <Field name="measureStatus" label="Its status">
            <select id="filter-measureStatus" name="measureStatus">
              {options(MEASURE_STATUSES, statusLabel)}
            </select>
          </Field>
          <Field name="voice" label="Who says so">
            <select id="filter-voice" name="voice">
              {options(VOICES, voiceLabel)}
            </select>
          </Field>
          <Field name="source" label="Outlet">
            <input id="filter-source" name="source" maxLength={200} autocomplete="off" />
          </Field>
          <Field name="from" label="From">
            <input id="filter-from" name="from" type="date" />
          </Field>
          <Field name="to" label="To">
            <input id="filter-to" name="to" type="date" />
          </Field>
        </div>
        <button type="submit">Apply</button>
      </details>
    </form>
  );
}

function Field({ name, label, children }: { name: FilterName; label: string; children: ComponentChildren }) {
  return (
    <div class={`field field-${name}`}>
      <label for={`filter-${name}`}>{label}</label>
      {children}
    </div>
  );
}

/** Names to suggest, fetched when they are first wanted. Without them the field still takes a name or an id. */
function usePartyNames(): [readonly PartyRef[], () => void] {
  const { client } = useServices();
  const [parties, setParties] = useState<readonly PartyRef[]>([]);
  const asked = useRef(false);
  const ask = (): void => {
    if (asked.current) return;
    asked.current = true;
    client.listParties().then(
      ({ items }) => setParties(items),
      () => {
        asked.current = false;
      },
    );
  };
  return [parties, ask];
}
