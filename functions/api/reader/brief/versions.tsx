import { useState } from 'preact/hooks';
import type { VersionChanges } from '../../../core/notes/version-changes.ts';
import { instantLabel } from '../../../core/render/labels.ts';
import type { ListedVersion, ServedBrief } from '../../responses.ts';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { briefPath } from '../app/page-paths.ts';
import { usePaged } from '../app/paged.ts';
import { useServices } from '../app/services.ts';
import { Line } from '../text/line.tsx';

/** That a page is of one version, and the way to the brief as it is now. */
export function VersionNotice({ brief }: { brief: ServedBrief }) {
  const writtenAt = brief.edition?.briefedAt ?? null;
  return (
    <p class="version-notice" role="note">
      <strong>One version of this brief</strong>, as it was written
      {writtenAt !== null && ` on ${instantLabel(writtenAt)}`} and as it stays: without what was noted.{' '}
      <a href={briefPath(brief.briefId)}>The brief as it is now</a>
    </p>
  );
}

/** The versions of a brief, asked for when they are unfolded. */
export function Versions({ brief }: { brief: ServedBrief }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="versions" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Versions</summary>
      {isOpen && <VersionList brief={brief} />}
    </details>
  );
}

/** As many as a page of the API has. */
const A_PAGE = 10;

function VersionList({ brief: { briefId, edition } }: { brief: ServedBrief }) {
  const { client } = useServices();
  const list = usePaged(`versions ${briefId} ${edition?.version}`, (cursor) =>
    client.getVersions(briefId, { limit: A_PAGE, cursor }),
  );
  return (
    <>
      <ol class="version-list" aria-label="Versions, the newest first">
        {list.items.map((version) => (
          <VersionLine key={version.version} briefId={briefId} version={version} shown={edition?.version} />
        ))}
      </ol>
      {list.state === 'loading' && <Skeleton lines={2} label="Versions are loading." />}
      {list.state === 'failed' && <FailureNotice error={list.error} again={list.more} />}
      {list.state === 'ready' && list.hasMore && (
        <button type="button" onClick={list.more}>
          Earlier ones
        </button>
      )}
    </>
  );
}

const STATE_WORDS: Record<ListedVersion['state'], string> = {
  live: '',
  rejected: 'could not be briefed',
  removed: 'removed',
};

interface VersionLineProps {
  briefId: string;
  version: ListedVersion;
  /** The version that the page shows. */
  shown: string | undefined;
}

function VersionLine({ briefId, version, shown }: VersionLineProps) {
  const { version: name, state, current, briefedAt, address, changes } = version;
  const when = briefedAt === null ? 'Time not kept' : instantLabel(briefedAt);
  return (
    <li>
      {address === undefined ? when : <a href={briefPath(`${briefId}@${name}`)}>{when}</a>}{' '}
      <span class="aside">
        {[current ? 'the present one' : '', name === shown ? 'shown here' : '', STATE_WORDS[state]]
          .filter((words) => words !== '')
          .join(' · ')}
      </span>
      {changes !== undefined && <Changes changes={changes} />}
    </li>
  );
}

function Changes({ changes }: { changes: VersionChanges }) {
  const { added, removed, changed, textChanged } = changes;
  const isSame = added.length + removed.length + changed.length === 0 && !textChanged;
  return (
    <ul class="version-changes">
      {isSame && <li>Says the same as the one before.</li>}
      {textChanged && <li>The text of the article is another.</li>}
      {added.map(({ list, itemId, text }) => (
        <li key={`+ ${list} ${itemId}`}>
          New: <Line text={text} />
        </li>
      ))}
      {removed.map(({ list, itemId, text }) => (
        <li key={`- ${list} ${itemId}`}>
          Gone:{' '}
          <s>
            <Line text={text} />
          </s>
        </li>
      ))}
      {changed.map(({ list, itemId, text, fields }) => (
        <li key={`~ ${list} ${itemId}`}>
          Otherwise: <Line text={text} /> <span class="aside">({fields.join(', ')})</span>
        </li>
      ))}
    </ul>
  );
}
