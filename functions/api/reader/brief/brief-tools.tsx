import { useState } from 'preact/hooks';
import type { Brief } from '../../../core/brief.ts';
import { messageOf } from '../app/notices.tsx';
import { useServices } from '../app/services.ts';
import { safeLink } from '../text/safe-link.ts';

/** What can be done with a whole brief: print it, take it along, go to the article at its outlet. */
export function BriefTools({ brief }: { brief: Brief }) {
  const { client } = useServices();
  const [said, setSaid] = useState('');
  const address = safeLink(brief.article.url);
  const take = (content: Promise<string>, mediaType: string, ending: string): void => {
    content.then(
      (text) => download(text, mediaType, `brief-${brief.briefId.slice(0, 8)}.${ending}`),
      (error: unknown) => setSaid(messageOf(error)),
    );
  };
  return (
    <div class="tools">
      <button type="button" onClick={() => window.print()}>
        Print
      </button>
      <button
        type="button"
        onClick={() => take(client.getBriefPage(brief.briefId, 'text/markdown'), 'text/markdown', 'md')}
      >
        Markdown
      </button>
      <button
        type="button"
        onClick={() => take(Promise.resolve(`${JSON.stringify(brief, null, 2)}\n`), 'application/json', 'json')}
      >
        JSON
      </button>
      {address !== undefined && (
        <a href={address} target="_blank" rel="noopener noreferrer">
          At its outlet<span class="hidden"> (opens a new tab)</span>
        </a>
      )}
      <span role="status">{said}</span>
    </div>
  );
}

function download(text: string, mediaType: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
