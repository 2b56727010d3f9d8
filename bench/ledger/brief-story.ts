import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { briefVersionOf, contentHashOf, headVersionOf, revisionOf } from '../../functions/core/identity.ts';
import type { LedgerBrief } from '../../functions/core/ledger/ledger-brief.ts';
import { signatureOf } from '../../functions/core/ledger/text-signature.ts';
import { datedAtOf, sortTimeOf } from '../../functions/core/store/sort-time.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { GoldLedgerError, type GoldStory } from './gold-ledger.ts';

export interface BriefedStory {
  readonly story: GoldStory;
  readonly briefs: readonly LedgerBrief[];
  /** The file of each brief, by its id. */
  readonly fileOf: ReadonlyMap<string, string>;
}

async function briefFile({ name: story, folder, ledger }: GoldStory, name: string): Promise<LedgerBrief> {
  const bytes = readFileSync(join(folder, name));
  const parsed = await parseFile(bytes, { name }, DEFAULT_LIMITS);
  const receivedAt = ledger.received[name];
  const [article] = parsed.articles;
  if (article === undefined || receivedAt === undefined) {
    throw new GoldLedgerError(`${story}/${name} holds no article, or its ledger does not say when it arrived.`);
  }
  const upload = { bucket: 'stories', key: `${story}/${name}`, versionId: null, sha256: contentHashOf(bytes) };
  const identified = identify(article, { ...upload, revision: revisionOf('01'), receivedAt });
  const brief = gate(identified, await embeddedAnalyzer.analyze(identified));
  const time = sortTimeOf({ datedAt: datedAtOf(identified), receivedAt });
  const version = briefVersionOf(headVersionOf(brief.revision, identified.parserGeneration), brief.generation);
  return { brief, version, time, signature: signatureOf(identified.text) };
}

/**
 * Briefs the articles of a story in this process, as parsing, analysis and the evidence gate do it in the pipeline.
 * @throws GoldLedgerError if one of its files is no article.
 */
export async function briefStory(story: GoldStory): Promise<BriefedStory> {
  const briefs: LedgerBrief[] = [];
  const fileOf = new Map<string, string>();
  for (const name of story.files) {
    const brief = await briefFile(story, name);
    briefs.push(brief);
    fileOf.set(brief.brief.briefId, name);
  }
  return { story, briefs, fileOf };
}
