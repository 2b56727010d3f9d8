import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { briefAddress } from '../../../core/brief-address.ts';
import type { NoteInput } from '../../../core/notes/note.ts';
import { QuoteNotes } from '../../../core/render/quote-notes.ts';
import type { ServedBrief } from '../../responses.ts';
import { useKeys } from '../app/keys.ts';
import { briefPath } from '../app/page-paths.ts';
import { isForbiddenError } from '../app/refusal.tsx';
import type { Resource } from '../app/resource.ts';
import { useServices } from '../app/services.ts';
import { type AskedNote, DeskContext, type DeskTools } from '../desk/desk-tools.ts';
import { ITEM_TOOLS } from '../desk/item-tools.tsx';
import { NoteDialog } from '../desk/note-dialog.tsx';
import { selectedPassage } from '../desk/selected-passage.ts';
import { ArticlePane, type ShownArticle } from './article-pane.tsx';
import { BriefBody } from './brief-body.tsx';
import { type Choice, ChoiceContext } from './choice.ts';
import { type CitedLine, citedLinesOf, ITEM_LISTS, type Item, lineNamed } from './cited-lines.ts';
import { copyCitation } from './clipboard.ts';
import { idAfter, showCard, showLine } from './scrolling.ts';

/** Wide enough for the brief and its article side by side; the style sheet has the same width. */
const SIDE_BY_SIDE = '(min-width: 62rem)';

/** How long it is said that something was copied; until then it lies over the page. */
const SAID_MS = 5_000;

const SAID_OF: Record<NoteInput['action'], string> = {
  accept: 'Confirmed.',
  reject: 'Rejected: it is folded away below its list.',
  amend: 'Corrected.',
  add: 'Added.',
  comment: 'The comment is noted.',
  assess: 'The assessment is noted.',
};

const ITEM_ID = /^[miru]-[0-9a-f]{8}$/;

interface BriefViewProps {
  brief: ServedBrief;
  /** The version that the address names; undefined for the brief as it is now. */
  version: string | undefined;
  /** Gets the brief again after a note. */
  refresh: () => Promise<void>;
  article: Resource<ShownArticle>;
  articleAgain: () => void;
}

export function BriefView({ brief, version, refresh, article, articleAgain }: BriefViewProps) {
  const { client, navigation } = useServices();
  const address = briefAddress(brief.briefId, version);
  const lines = useMemo(() => citedLinesOf(brief), [brief]);
  const numbers = useMemo(() => notesOf(lines), [lines]);
  const [chosen, setChosen] = useState(() => firstChoice(lines));
  const [asksWhy, setAsksWhy] = useState(false);
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<AskedNote>();
  const [mayWrite, setMayWrite] = useState(true);
  const root = useRef<HTMLDivElement>(null);

  const lineOf = (id: string) => lines.find((line) => line.id === id);
  const choose = (id: string | undefined): void => {
    setChosen(id);
    setAsksWhy(false);
    setSaid('');
    const isItem = id !== undefined && ITEM_ID.test(id);
    navigation.go(briefPath(address, isItem ? id : undefined), 'replace');
  };
  const copy = (id: string): void => {
    const line = lineOf(id);
    const [first] = line?.evidence ?? [];
    if (line === undefined || first === undefined) return;
    const { source, publishedAt, dateline } = brief.article;
    const link = new URL(briefPath(address, ITEM_ID.test(id) ? id : undefined), location.href).href;
    const datedAt = publishedAt ?? dateline.date;
    copyCitation({ quote: first.quote, source, datedAt, headline: brief.headline.text, link }).then(
      () => setSaid('Copied: the quote with its outlet, date and link.'),
      () => setSaid('The browser did not allow copying.'),
    );
  };
  const choice: Choice = {
    chosen,
    asksWhy,
    choose,
    copy,
    toggleWhy: (id) => {
      if (chosen !== id) choose(id);
      setAsksWhy(chosen !== id || !asksWhy);
    },
    numbersOf: (id) => numbers.cited.get(id) ?? '',
    lineOf,
  };

  useEffect(
    () =>
      navigation.listen(() => {
        const { hash } = navigation.address;
        const named = lineNamed(lines, hash);
        if (named !== undefined) setChosen(named.id);
      }),
    [navigation, lines],
  );
  useEffect(() => {
    // An address that names an item leads to it.
    if (location.hash !== '' && chosen !== undefined) showLine(root.current, chosen);
  }, []);

  useEffect(() => {
    if (said === '') return;
    const end = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(end);
  }, [said]);

  const isShown = useRef(false);
  useEffect(() => {
    // What an item unfolds is seen; the page does not move by itself when it opens.
    if (isShown.current && chosen !== undefined) showCard(root.current, chosen);
    isShown.current = true;
  }, [chosen, asksWhy]);

  const step = (by: 1 | -1): boolean => {
    const buttons = [...(root.current?.querySelectorAll<HTMLElement>('.item[data-item] > button') ?? [])].filter(
      (button) => button.checkVisibility(),
    );
    const at = buttons.findIndex((button) => button.parentElement?.dataset['item'] === chosen);
    const next = buttons[at < 0 ? (by === 1 ? 0 : buttons.length - 1) : at + by];
    const id = next?.parentElement?.dataset['item'];
    if (next === undefined || id === undefined) return true;
    choose(id);
    next.focus({ preventScroll: true });
    return true;
  };
  const withChosen = (act: (id: string) => void) => () => {
    if (chosen === undefined) return false;
    act(chosen);
    return true;
  };
  const showItem = (id: string): void => {
    choose(id);
    // After the page shows it, unfolded.
    requestAnimationFrame(() => showLine(root.current, id));
  };

  const desk: DeskTools = {
    desk: brief.desk,
    mayNote: version === undefined && mayWrite,
    mayAmend: !(article.state === 'ready' && article.value === 'not-served'),
    ask: setAsked,
  };
  const itemWith = (id: string) => ITEM_LISTS.flatMap((list): Item[] => brief[list]).find((item) => item.id === id);
  const askOf = (action: (typeof ITEM_TOOLS)[number]['action']) => () => {
    const item = chosen === undefined ? undefined : itemWith(chosen);
    if (item === undefined || !desk.mayNote || (action === 'amend' && !desk.mayAmend)) return false;
    setAsked({ action, item });
    return true;
  };
  const askToAdd = (): boolean => {
    if (desk.mayNote && desk.mayAmend) setAsked({ action: 'add', quote: selectedPassage() });
    return desk.mayNote && desk.mayAmend;
  };
  const send = async (note: NoteInput): Promise<void> => {
    const stored = await client.addNote(brief.briefId, note, brief.edition?.version).catch((error: unknown) => {
      if (isForbiddenError(error)) setMayWrite(false);
      throw error;
    });
    // Of a rejected item nothing is left to stand at: the next one is.
    const next = note.action === 'reject' ? idAfter(root.current, note.item) : undefined;
    const isLoaded = await refresh().then(
      () => true,
      () => false,
    );
    setAsked(undefined);
    const shown =
      note.action === 'reject'
        ? next
        : stored.action === 'add'
          ? stored.made?.id
          : 'item' in note
            ? note.item
            : undefined;
    if (isLoaded && shown !== undefined) showItem(shown);
    else if (isLoaded && note.action === 'reject') choose(undefined);
    setSaid(isLoaded ? SAID_OF[note.action] : 'It is noted. The page could not be loaded again.');
  };
  useKeys({
    ...Object.fromEntries(ITEM_TOOLS.map(({ key, action }) => [key, askOf(action)])),
    a: askToAdd,
    j: () => step(1),
    k: () => step(-1),
    w: withChosen(choice.toggleWhy),
    c: withChosen(copy),
    Escape: withChosen(() => choose(undefined)),
  });

  return (
    <DeskContext.Provider value={desk}>
      <ChoiceContext.Provider value={choice}>
        <div class="brief-page" ref={root}>
          <BriefBody brief={brief} notes={numbers.lines} version={version} />
          <ArticlePane brief={brief} article={article} again={articleAgain} lines={lines} showItem={showItem} />
          <p class="toast" role="status">
            {said}
          </p>
          {asked !== undefined && (
            <NoteDialog asked={asked} brief={brief} send={send} onClose={() => setAsked(undefined)} />
          )}
        </div>
      </ChoiceContext.Provider>
    </DeskContext.Provider>
  );
}

/** What the address names; else, where brief and article stand side by side, the first item. */
function firstChoice(lines: readonly CitedLine[]): string | undefined {
  const named = lineNamed(lines, location.hash.slice(1));
  if (named !== undefined || !matchMedia(SIDE_BY_SIDE).matches) return named?.id;
  return lines.find(({ id }) => ITEM_ID.test(id))?.id;
}

/** The numbers of the quotes by line, and the notes that they stand for, as on the brief's page of Markdown. */
function notesOf(lines: readonly CitedLine[]): { cited: Map<string, string>; lines: string[] } {
  const notes = new QuoteNotes();
  const shown = lines.filter(({ id }) => !id.startsWith('position-'));
  const cited = new Map(shown.map(({ id, evidence, text }) => [id, `[${notes.cite(evidence, text).join(', ')}]`]));
  const noted = notes.list().map(({ number, evidence, shown: isShown }) => {
    const place = `${number} ¶${evidence.paragraph + 1}`;
    return isShown ? place : `${place} “${evidence.quote}”`;
  });
  return { cited, lines: noted };
}
