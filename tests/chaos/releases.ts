import type { Announce } from '../../functions/core/events.ts';
import { headVersionOf } from '../../functions/core/identity.ts';
import { manifestKey, type StagedObject, stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore, type RejectionInput, type StoreResult } from '../../functions/core/store/brief-store.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { analyzerGenerationOf, parserGenerationOf } from './contents.ts';

/** The store of a release: `record` takes the generation of a refusal from the code. */
export class ReleasedStore extends BriefStore {
  readonly #generation: number;

  constructor(table: Table, retentionDays: number | undefined, release: number, announce: Announce) {
    super({ table, retentionDays, announce });
    this.#generation = analyzerGenerationOf(release);
  }

  override storeRejection(input: RejectionInput, now: number): Promise<StoreResult> {
    return super.storeRejection({ ...input, generation: this.#generation }, now);
  }
}

/** A staged object as that release's parser would have staged it: `stage` takes its generation from the code. */
export function stagedBy(release: number, staged: StagedObject): { key: string; staged: StagedObject } {
  const parserGeneration = parserGenerationOf(release);
  if (staged.kind === 'manifest') {
    const manifest = { ...staged.manifest, parserGeneration };
    const key = manifestKey(manifest.uploadId, headVersionOf(manifest.revision, parserGeneration));
    return { key, staged: { kind: 'manifest', manifest } };
  }
  const article = { ...staged.article, parserGeneration };
  const manifest = staged.manifest === null ? null : { ...staged.manifest, parserGeneration };
  const key = stagedArticleKey(article.articleId, headVersionOf(article.revision, parserGeneration));
  return { key, staged: { kind: 'article', article, manifest } };
}
