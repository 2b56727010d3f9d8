import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Brief } from '../../../core/brief.ts';
import type { ArticleText } from '../../responses.ts';
import { Dialog } from '../app/dialog.tsx';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import type { Resource } from '../app/resource.ts';
import { useDesk } from '../desk/desk-tools.ts';
import { selectedPassage } from '../desk/selected-passage.ts';
import { Line } from '../text/line.tsx';
import { withVisibleControls } from '../text/plain-text.ts';
import { capitalised } from '../text/vocabulary.ts';
import { useChoice } from './choice.ts';
import { type CitedLine, spansOf } from './cited-lines.ts';
import { passagesOf } from './quoted-passages.ts';
import { scrollWithin } from './scrolling.ts';
import { blocksOf, type Paragraph, paragraphsOf, type Segment } from './segments.ts';

/** A paragraph that is longer is laid out in blocks, those out of sight not at all. */
const LONG_PARAGRAPH = 20_000;
const BLOCK = 4_000;

/** An article; or that the deployment serves none; or that its text is another by now than the brief's. */
export type ShownArticle = ArticleText | 'not-served' | 'other-text';

const WITHOUT_ARTICLE = {
  'not-served': 'The text of articles is not served here: these are the quotes.',
  'other-text': 'The article has another text by now: these are the quotes of this version.',
} as const;

interface ArticlePaneProps {
  brief: Brief;
  article: Resource<ShownArticle>;
  again: () => void;
  lines: readonly CitedLine[];
  showItem: (id: string) => void;
}

/** The article, with what the brief cites marked in it. */
export function ArticlePane({ brief, article, again, lines, showItem }: ArticlePaneProps) {
  const { chosen, choose, lineOf } = useChoice();
  const { mayNote, mayAmend, ask } = useDesk();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const pane = useRef<HTMLElement>(null);
  const isThere = article.state === 'ready';

  useEffect(() => {
    const mark = pane.current?.querySelector('mark[data-chosen]');
    if (pane.current && mark) scrollWithin(pane.current, mark);
  }, [chosen, isThere]);

  const open = (ids: readonly string[]): void => {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) showItem(only);
    else setAsked(ids);
  };
  return (
    <aside
      ref={pane}
      class="article-pane"
      aria-label="The article"
      data-has-choice={chosen !== undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard could not scroll here.
      tabIndex={0}
    >
      <header class="article-head">
        <h2>The article</h2>
        {mayNote && mayAmend && (
          <button
            type="button"
            class="quiet"
            aria-haspopup="dialog"
            // What is selected stays so.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => ask({ action: 'add', quote: selectedPassage() })}
          >
            Add a passage <kbd aria-hidden="true">a</kbd>
          </button>
        )}
        <button type="button" class="quiet sheet-close" onClick={() => choose(undefined)}>
          Close the article
        </button>
      </header>
      {brief.article.title !== null && brief.article.title !== brief.headline.text && (
        <p class="article-title">
          <Line text={brief.article.title} />
        </p>
      )}
      {article.state === 'loading' && <Skeleton lines={8} label="The article is loading." />}
      {article.state === 'failed' && <FailureNotice error={article.error} again={again} />}
      {isThere && typeof article.value === 'string' && (
        <QuotedPassages why={WITHOUT_ARTICLE[article.value]} lines={lines} open={open} />
      )}
      {isThere && typeof article.value !== 'string' && (
        <ArticleBody article={article.value} lines={lines} open={open} />
      )}
      {asked.length > 0 && (
        <CitingLines
          lines={asked.flatMap((id) => lineOf(id) ?? [])}
          close={() => setAsked([])}
          pick={(id) => {
            setAsked([]);
            showItem(id);
          }}
        />
      )}
    </aside>
  );
}

interface ArticleBodyProps {
  article: ArticleText;
  lines: readonly CitedLine[];
  open: (ids: readonly string[]) => void;
}

function ArticleBody({ article, lines, open }: ArticleBodyProps) {
  const { chosen } = useChoice();
  const { text, boilerplate, notes, language } = article;
  const paragraphs = useMemo(() => paragraphsOf(text, spansOf(lines)), [text, lines]);
  const isAside = ({ start, end }: Paragraph) =>
    boilerplate.some((stretch) => stretch.start <= start && stretch.end >= end);
  return (
    <div class="article-text" lang={language === 'und' ? undefined : language}>
      {paragraphs.map((paragraph) => (
        <ArticleParagraph
          key={paragraph.start}
          text={text}
          paragraph={paragraph}
          isAside={isAside(paragraph)}
          chosen={chosenIn(paragraph, chosen)}
          open={open}
        />
      ))}
      {notes.length > 0 && (
        <p class="aside article-notes" lang="en-GB">
          How it was read: <Line text={notes.join('; ')} />
        </p>
      )}
    </div>
  );
}

/** What the brief quotes, in the order of the article, where the article itself is not served. */
function QuotedPassages({ why, lines, open }: Omit<ArticleBodyProps, 'article'> & { why: string }) {
  const { chosen } = useChoice();
  const passages = useMemo(() => passagesOf(lines), [lines]);
  return (
    <div class="article-text">
      <p class="aside article-notes">{why}</p>
      {passages.map(({ start, place, text, paragraph }) => (
        <div key={start} class="passage">
          <p class="aside">¶{place + 1}</p>
          <ArticleParagraph
            text={text}
            paragraph={paragraph}
            isAside={false}
            chosen={chosenIn(paragraph, chosen)}
            open={open}
          />
        </div>
      ))}
    </div>
  );
}

/** What is chosen, if the paragraph is cited by it: another choice leaves the paragraph as it is. */
function chosenIn({ segments }: Paragraph, chosen: string | undefined): string | undefined {
  return segments.some(({ ids }) => chosen !== undefined && ids.includes(chosen)) ? chosen : undefined;
}

interface ArticleParagraphProps {
  text: string;
  paragraph: Paragraph;
  isAside: boolean;
  chosen: string | undefined;
  open: (ids: readonly string[]) => void;
}

function ArticleParagraph({ text, paragraph, isAside, chosen, open }: ArticleParagraphProps) {
  const style = isAside ? 'boilerplate' : undefined;
  // The same element again is not compared anew: only paragraphs that the choice concerns are.
  return useMemo(() => {
    const { segments, start, end } = paragraph;
    const shown = (some: readonly Segment[]) =>
      some.map((segment) => <Stretch key={segment.start} text={text} segment={segment} chosen={chosen} open={open} />);
    if (end - start <= LONG_PARAGRAPH) {
      return (
        <p dir="auto" class={style}>
          {shown(segments)}
        </p>
      );
    }
    return (
      <div dir="auto" class="long">
        {blocksOf(text, segments, BLOCK).map((block) => (
          <div key={block[0]?.start} class="block">
            {shown(block)}
          </div>
        ))}
      </div>
    );
  }, [text, paragraph, chosen]);
}

interface StretchProps {
  text: string;
  segment: Segment;
  chosen: string | undefined;
  open: (ids: readonly string[]) => void;
}

function Stretch({ text, segment: { start, end, ids }, chosen, open }: StretchProps) {
  const words = withVisibleControls(text.slice(start, end));
  const [first] = ids;
  if (first === undefined) return <>{words}</>;
  const isChosen = chosen !== undefined && ids.includes(chosen);
  return (
    <mark data-chosen={isChosen ? '' : undefined}>
      <a
        href={`#${first}`}
        onClick={(event) => {
          event.preventDefault();
          open(ids);
        }}
      >
        {words}
      </a>
    </mark>
  );
}

interface CitingLinesProps {
  lines: readonly CitedLine[];
  pick: (id: string) => void;
  close: () => void;
}

/** What cites a passage, where it is more than one line. */
function CitingLines({ lines, pick, close }: CitingLinesProps) {
  return (
    <Dialog kind="citing" title={`Cited by ${lines.length} lines of the brief`} onClose={close}>
      <ul>
        {lines.map(({ id, kind, text }) => (
          <li key={id}>
            <button type="button" onClick={() => pick(id)}>
              <span class="kind">{capitalised(kind)}</span> <Line text={text} />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
