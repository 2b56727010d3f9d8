import type { MeasureStatus, MeasureType, Voice } from '../../../core/brief.ts';
import { statusLabel } from '../../../core/render/labels.ts';
import { Line } from '../text/line.tsx';
import { typeLabel, voiceLabel } from '../text/vocabulary.ts';
import { FILTER_NAMES, type FilterName, type ListFilters, searchOf, without } from './list-filters.ts';

const NAMES: Record<FilterName, string> = {
  q: 'Words',
  party: 'Party',
  country: 'Country',
  measure: 'Measure',
  measureStatus: 'Status',
  voice: 'Who says so',
  source: 'Outlet',
  from: 'From',
  to: 'To',
};

function valueLabel(name: FilterName, value: string): string {
  switch (name) {
    case 'measure':
      return typeLabel(value as MeasureType);
    case 'measureStatus':
      return statusLabel(value as MeasureStatus) ?? value;
    case 'voice':
      return voiceLabel(value as Voice) ?? value;
    default:
      return value;
  }
}

/** The filters that are set, each with what takes it away. */
export function FilterChips({ filters }: { filters: ListFilters }) {
  const set = FILTER_NAMES.flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [{ name, value }];
  });
  if (set.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters that are set">
      {set.map(({ name, value }) => (
        <li key={name}>
          <a href={`/${searchOf(without(filters, name))}`}>
            <span class="chip-name">{NAMES[name]}</span> <Line text={valueLabel(name, value)} />
            <span class="hidden"> — take away</span>
            <span aria-hidden="true"> ×</span>
          </a>
        </li>
      ))}
      {set.length > 1 && (
        <li>
          <a href="/">Clear all</a>
        </li>
      )}
    </ul>
  );
}
