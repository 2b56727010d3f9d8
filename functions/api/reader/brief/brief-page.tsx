import { useState } from 'preact/hooks';
import type { ServedBrief } from '../../responses.ts';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { type Resource, useResource } from '../app/resource.ts';
import { useServices, useTitle } from '../app/services.ts';
import { singleLine } from '../text/plain-text.ts';
import type { ShownArticle } from './article-pane.tsx';
import { BriefView } from './brief-view.tsx';

/**
 * A brief beside its article, or beside its quotes where no article is served.
 * @param address its id, or `id@version` for one version of it.
 */
export function BriefPage({ address }: { address: string }) {
  const { client, session } = useServices();
  const [id = '', version] = address.split('@');
  const [brief, again] = useResource(`brief ${address}`, () => client.getBrief(address));
  /** As it is since somebody noted something here. */
  const [newer, setNewer] = useState<ServedBrief>();
  const [article, articleAgain] = useResource<ShownArticle>(
    `article ${id}`,
    async () => session.config.articleText ?? client.getArticle(id),
  );
  useTitle(brief.state === 'ready' ? singleLine(brief.value.headline.text) : undefined);
  switch (brief.state) {
    case 'loading':
      return <Skeleton lines={9} label="The brief is loading." />;
    case 'failed':
      return <FailureNotice error={brief.error} again={again} />;
    case 'ready': {
      const shown = newer ?? brief.value;
      return (
        <BriefView
          brief={shown}
          version={version}
          refresh={async () => setNewer(await client.getBrief(address))}
          article={ofThisText(article, shown)}
          articleAgain={articleAgain}
        />
      );
    }
  }
}

/** The article, unless its text is another than the brief's: then quotes would be marked in the wrong places. */
function ofThisText(article: Resource<ShownArticle>, brief: ServedBrief): Resource<ShownArticle> {
  if (article.state !== 'ready' || typeof article.value === 'string') return article;
  const isSame = article.value.contentHash === brief.article.contentHash;
  return isSame ? article : { state: 'ready', value: 'other-text' };
}
