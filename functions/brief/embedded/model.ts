/**
 * The words that the steps of the embedded analyzer share. Every span holds UTF-16 offsets into `article.text`.
 */
import type {
  Attribution,
  IssueState,
  Likelihood,
  MeasureStatus,
  MeasureType,
  PartyKind,
  When,
} from '../../core/brief.ts';
import type { Span } from '../../core/text/span.ts';
import type { Lexicon } from '../lexicon.ts';
import type { DeskName } from './desk-names.ts';
import type { LetterCase } from './letter-case.ts';
import type { Turn } from './turns.ts';

export type { Span } from '../../core/text/span.ts';

/** Universal part-of-speech tags, as the tagger gives them. */
export type Pos =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X'
  | 'SPACE';

export interface Token extends Span {
  index: number;
  /** The text between the offsets. */
  text: string;
  lower: string;
  /** How it is looked up among names: letters and digits in lower case, without accents. */
  form: string;
  /** Whether it begins with a capital. */
  capital: boolean;
  lemma: string;
  pos: Pos;
  /** Index of the sentence that holds it. */
  sentence: number;
  /** Names of the desk's own that begin here, the longest first; only where there are some. */
  deskNames?: readonly DeskName[];
}

export interface Sentence extends Span {
  index: number;
  paragraph: number;
  /** First token and one past the last. */
  from: number;
  to: number;
  /** `boilerplate`: credits, captions, "read more", copyright; never a source of items. */
  kind: 'body' | 'heading' | 'boilerplate';
}

export interface Paragraph extends Span {
  index: number;
}

/** The article, cut into what the steps work on. Sentence and token indexes are global. */
export interface Document {
  text: string;
  title: string | null;
  source: string | null;
  authors: string[];
  publishedAt: string | null;
  dateline: { places: string[]; date: string | null };
  language: string;
  /** Whether the rules of English apply. */
  english: boolean;
  letterCase: LetterCase;
  paragraphs: Paragraph[];
  /** The paragraphs of an interview or of rolling updates that a label or a time opens. */
  turns: ReadonlyMap<number, Turn>;
  sentences: Sentence[];
  tokens: Token[];
  /** The desk's own words, where it is read with some. */
  lexicon?: Lexicon;
}

/** A name, nominal ("the ministry") or pronoun in the text that stands for an entity. */
export interface Mention extends Span {
  entity: string;
  sentence: number;
  /** First token and one past the last. */
  from: number;
  to: number;
  how: 'gazetteer' | 'name' | 'title' | 'acronym' | 'demonym' | 'metonym' | 'nominal' | 'pronoun';
  /** The part of a state that acts ("Foreign Ministry"), where the mention names one. */
  organ?: string;
  /** The full name of the person who is mentioned, also of one who speaks for the entity. */
  person?: string;
}

export type EntityKind = PartyKind | 'place' | 'outlet';

/** Someone or something that is named; parties are chosen among them. */
export interface Entity {
  /** Slug of the canonical name; becomes the party's id. */
  key: string;
  name: string;
  kind: EntityKind;
  country?: string;
  aliases: string[];
  mentions: Mention[];
}

export interface Names {
  entities: Map<string, Entity>;
  /** All mentions, by start. */
  mentions: Mention[];
}

export type Tense = 'past' | 'present' | 'future' | 'none';

/** The verb group of a clause. Indexes are of tokens. */
export interface VerbGroup {
  head: number;
  from: number;
  to: number;
  lemma: string;
  tense: Tense;
  perfect: boolean;
  progressive: boolean;
  passive: boolean;
  negated: boolean;
  infinitive: boolean;
  /** The modal word ("could"), lower case. */
  modal?: string;
}

export interface Clause extends Span {
  index: number;
  sentence: number;
  from: number;
  to: number;
  verb?: VerbGroup;
  /** Mentions that fill the slots, only where the rule is unambiguous. */
  subjects: Mention[];
  objects: Mention[];
  /** The clause whose subjects a coordinated verb takes: "Norland closed the lock | and lifted the fee". */
  shares?: number;
  /** 0 main, 1 subordinate, 2 deeper. */
  depth: 0 | 1 | 2;
  /** Stands under if, unless, provided, as long as. */
  conditional: boolean;
  /** Inside quotation marks. */
  quoted: boolean;
  /** The clause that governs this one ("said", "agreed to", "warned that"). */
  governor?: number;
}

/** Who says what: one attributed stretch of a sentence. */
export interface Statement {
  /** The words said, without the attribution. */
  content: Span;
  sentence: number;
  attribution: Attribution;
  /** Key of the entity that speaks, where it is one. */
  entity?: string;
  /** The full name of the person by whose mouth it does. */
  person?: string;
  /** The body by whose mouth a state speaks, as the text names it ("Syrian Foreign Ministry"). */
  body?: string;
}

/** A measure as found, before merging and ranking. */
export interface MeasureHit {
  type: MeasureType;
  status: MeasureStatus;
  actors: string[];
  targets: string[];
  /** The clearest stretch that supports it by itself: a clause, never more than one sentence. */
  span: Span;
  sentence: number;
  clause: number;
  /** Names of the rules that read its type and its status. */
  rule: string;
  /** The entries of the lexicons that made it. */
  cues: readonly string[];
  score: number;
  object?: Span;
  extent?: Span;
  purpose?: Span;
  condition?: Span;
  deadline?: Span;
  place?: Span;
  when?: When;
}

export interface IssueHit {
  state: IssueState;
  topic: string;
  /** How well the topic names the matter; `none` where it is the quote itself. */
  topicKind: 'clause' | 'named' | 'phrase' | 'bare' | 'none';
  parties: string[];
  span: Span;
  /** The words of the sentence before that name the matter, where its own does not. */
  named?: { span: Span; sentence: number };
  sentence: number;
  rule: string;
  cues: readonly string[];
  score: number;
}

export interface RiskHit {
  likelihood: Likelihood;
  probabilityStated: boolean;
  cue: string;
  parties: string[];
  span: Span;
  sentence: number;
  rule: string;
  cues: readonly string[];
  score: number;
  /** A hoped-for gain rather than a harm. */
  upside: boolean;
  condition?: Span;
  consequence?: Span;
  horizon?: string;
}
