import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { useResource } from '../app/resource.ts';
import { useServices, useTitle } from '../app/services.ts';
import { singleLine } from '../text/plain-text.ts';
import { BriefView } from './brief-view.tsx';

/** A brief beside its article, or beside its quotes where no article is served. */
export function BriefPage({ id }: { id: string }) {
  const { client, session } = useServices();
  const [brief, again] = useResource(`brief ${id}`, () => client.getBrief(id));
  const [article, articleAgain] = useResource(
    `article ${id}`,
    async () => session.config.articleText ?? client.getArticle(id),
  );
  useTitle(brief.state === 'ready' ? singleLine(brief.value.headline.text) : undefined);
  switch (brief.state) {
    case 'loading':
      return <Skeleton lines={9} label="The brief is loading." />;
    case 'failed':
      return <FailureNotice error={brief.error} again={again} />;
    case 'ready':
      return <BriefView brief={brief.value} article={article} articleAgain={articleAgain} />;
  }
}
