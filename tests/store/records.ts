import type { Article } from '../../functions/core/article.ts';
import type { Brief, Evidence, Measure, Party, Risk, UnresolvedIssue } from '../../functions/core/brief.ts';
import { itemIdOf } from '../../functions/core/evidence.ts';
import { articleIdOf, contentHashOf, headVersionOf, revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { type Manifest, type ManifestOutcome, stagedArticleKey } from '../../functions/core/manifest.ts';
import type { BriefInput } from '../../functions/core/store/brief-store.ts';

/** Articles, briefs and manifests of our own making, for the tests of the store. */

export const BUCKET = 'inbox';
export const NOW = Date.parse('2026-05-01T12:00:00.000Z');

export interface ArticleTraits {
  key?: string;
  part?: string;
  /** S3 sequencer. */
  sequencer?: string;
  parserGeneration?: number;
  versionId?: string | null;
  text?: string;
  title?: string | null;
  source?: string | null;
  publishedAt?: string | null;
  receivedAt?: string;
}

export function anArticle(traits: ArticleTraits = {}): Article {
  const { key = 'in/harbour.txt', part = '', sequencer = '01', parserGeneration = 1 } = traits;
  const text = traits.text ?? `The port of ${key} ${part} opens its second quay.`;
  return {
    schemaVersion: 1,
    part,
    format: 'text',
    title: traits.title ?? null,
    source: traits.source === undefined ? 'Harbour Gazette' : traits.source,
    url: null,
    authors: [],
    publishedAt: traits.publishedAt === undefined ? '2026-04-01' : traits.publishedAt,
    modifiedAt: null,
    section: null,
    dateline: { places: [], date: null },
    language: 'en',
    text,
    words: 9,
    boilerplate: [],
    rights: null,
    notes: [],
    articleId: articleIdOf(BUCKET, key, part),
    uploadId: uploadIdOf(BUCKET, key),
    revision: revisionOf(sequencer),
    parserGeneration,
    receivedAt: traits.receivedAt ?? '2026-04-02T08:00:00.000Z',
    contentHash: contentHashOf(text),
    upload: {
      bucket: BUCKET,
      key,
      versionId: traits.versionId === undefined ? `v${sequencer}` : traits.versionId,
      sha256: contentHashOf(text),
    },
  };
}

const quote = { quote: 'The port', start: 0, end: 8, sentence: 0, paragraph: 0 };

export function aParty(id: string, traits: Partial<Party> = {}): Party {
  return {
    id,
    name: id.toUpperCase(),
    kind: 'organisation',
    aliases: [],
    role: 'acts',
    heard: true,
    positions: [],
    mentions: 1,
    evidence: [quote],
    ...traits,
  };
}

export function aMeasure(type: Measure['type'], status: Measure['status'], traits: Partial<Measure> = {}): Measure {
  return {
    id: 'm-00000000',
    attribution: { voice: 'outlet' },
    certainty: 'high',
    evidence: [quote],
    type,
    status,
    actors: [],
    targets: [],
    description: 'A quay is opened.',
    ...traits,
  };
}

/** Evidence of a quote, as if it began its article. */
export function quoteOf(text: string): Evidence {
  return { quote: text, start: 0, end: text.length, sentence: 0, paragraph: 0 };
}

export function anIssue(topic: string, traits: Partial<UnresolvedIssue> = {}): UnresolvedIssue {
  return {
    id: itemIdOf('unresolvedIssues', traits.evidence?.[0]?.quote ?? topic),
    attribution: { voice: 'outlet' },
    certainty: 'high',
    evidence: [quoteOf(topic)],
    topic,
    state: 'contested',
    parties: [],
    sides: [],
    description: topic,
    ...traits,
  };
}

export function aRisk(statement: string, traits: Partial<Risk> = {}): Risk {
  return {
    id: itemIdOf('risks', statement),
    attribution: { voice: 'outlet' },
    certainty: 'high',
    evidence: [quoteOf(statement)],
    statement,
    likelihood: 'possible',
    probabilityStated: false,
    cue: 'could',
    about: [],
    parties: [],
    ...traits,
  };
}

export interface BriefTraits {
  generation?: number;
  headline?: string;
  parties?: Party[];
  measures?: Measure[];
  unresolvedIssues?: UnresolvedIssue[];
  risks?: Risk[];
  ahead?: Brief['ahead'];
}

export function aBrief(article: Article, traits: BriefTraits = {}): Brief {
  const { title, source, url, authors, publishedAt, receivedAt, dateline, language, words, rights } = article;
  const { contentHash, upload } = article;
  return {
    schemaVersion: 1,
    briefId: article.articleId,
    revision: article.revision,
    generation: traits.generation ?? 1,
    article: {
      title,
      source,
      url,
      authors,
      publishedAt,
      receivedAt,
      dateline,
      language,
      words,
      rights,
      contentHash,
      upload,
    },
    headline: { text: traits.headline ?? 'Port opens quay', from: 'items', items: [] },
    summary: [],
    sourcing: { named: [], bodies: [], unnamed: [], attributed: 0, outletOnly: 0, notHeard: [], opinion: false },
    parties: traits.parties ?? [],
    measures: traits.measures ?? [],
    unresolvedIssues: traits.unresolvedIssues ?? [],
    risks: traits.risks ?? [],
    upsides: [],
    timeline: [],
    ahead: traits.ahead ?? [],
    notStated: [],
    coverage: { sentences: 1, cited: 0, uncited: [] },
    analysis: { analyzer: 'test', version: '1', lexiconHash: '', dropped: {}, held: {}, notes: [] },
  };
}

export function aManifest(article: Article, outcome: ManifestOutcome): Manifest {
  return {
    uploadId: article.uploadId,
    bucket: article.upload.bucket,
    key: article.upload.key,
    versionId: article.upload.versionId,
    revision: article.revision,
    parserGeneration: article.parserGeneration,
    receivedAt: article.receivedAt ?? '',
    outcome,
  };
}

/** The manifest that a file's only article carries. */
export function ownManifest(article: Article): Manifest {
  return aManifest(article, { kind: 'parts', articleIds: [article.articleId] });
}

export function articleKeyOf(article: Article): string {
  return stagedArticleKey(article.articleId, headVersionOf(article.revision, article.parserGeneration));
}

/** What the store is given for the only article of a file. */
export function aSingle(article: Article, traits: BriefTraits = {}): BriefInput {
  const manifest = ownManifest(article);
  return { article, brief: aBrief(article, traits), manifest, articleKey: articleKeyOf(article) };
}

/** What the store is given for an article of a bundle. */
export function aPart(article: Article, traits: BriefTraits = {}): BriefInput {
  return { ...aSingle(article, traits), manifest: null };
}
