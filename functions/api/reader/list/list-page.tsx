import { useState } from 'preact/hooks';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { usePaged } from '../app/paged.ts';
import { useAddress, useServices, useTitle } from '../app/services.ts';
import { ChangesPanel } from '../changes/changes-panel.tsx';
import { counted } from '../text/vocabulary.ts';
import { UploadBox } from '../uploads/upload-box.tsx';
import { BriefCard } from './brief-card.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { filtersFromSearch, queryOf, searchOf } from './list-filters.ts';

/** The first page: a way in for articles, and the briefs that are there. */
export function ListPage() {
  const { client, uploads } = useServices();
  const { search } = useAddress();
  const filters = filtersFromSearch(search);
  const key = searchOf(filters);
  const [arrivals, setArrivals] = useState(uploads.settlings);
  const list = usePaged(`briefs ${key} ${arrivals}`, (cursor) => client.listBriefs({ ...queryOf(filters), cursor }));
  const isFiltered = key !== '';
  useTitle(filters.q);
  return (
    <div class="list-page">
      <h1 class="hidden">Briefs</h1>
      <UploadBox onChange={() => setArrivals(uploads.settlings)} />
      {!isFiltered && <ChangesPanel />}
      <div class="list-columns">
        <FilterForm filters={filters} />
        <section class="results" aria-label="Briefs">
          <FilterChips filters={filters} />
          <p class="found" role="status">
            {list.state === 'ready' && list.items.length > 0 && (
              <>
                {counted(list.items.length, 'brief')}
                {list.hasMore ? ' so far' : isFiltered ? ' found' : ''}
              </>
            )}
          </p>
          <ul class="cards">
            {list.items.map((brief) => (
              <BriefCard key={brief.briefId} brief={brief} />
            ))}
          </ul>
          {list.state === 'loading' && <Skeleton lines={list.items.length === 0 ? 8 : 2} label="Briefs are loading." />}
          {list.state === 'failed' && <FailureNotice error={list.error} again={list.more} />}
          {list.state === 'ready' && list.items.length === 0 && !list.hasMore && <Empty isFiltered={isFiltered} />}
          {list.state === 'ready' && list.hasMore && (
            <button type="button" class="more" onClick={list.more}>
              {list.items.length === 0 ? 'Look further back' : 'Load more'}
            </button>
          )}
        </section>
      </div>
    </div>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <p class="empty">
      No brief matches all of the filters above. Take one away, or <a href="/">clear them all</a>.
    </p>
  ) : (
    <p class="empty">There is no brief yet. Paste an article above, or drop a file: its brief opens in a moment.</p>
  );
}
