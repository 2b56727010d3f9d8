/**
 * `npm run bench -- lies GOLD_DIR [--show KIND]`: briefs every annotated article of a folder (`*.json`), makes each item of
 * the briefs false in many ways (`lies/lies.ts`), and prints how many of the lies the evidence gate refuses, by kind. With
 * `--show`, the lies of a kind that it lets through.
 */
import { parseArgs } from 'node:util';
import { printableLine } from '../bin/precis/terminal.ts';
import { embeddedAnalyzer } from '../functions/brief/embedded/embedded.ts';
import { gate } from '../functions/brief/gate.ts';
import { identify } from '../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseTitledText } from '../functions/parse/parse.ts';
import { GoldError, readGold } from './gold/articles.ts';
import { emptyCounts, LIES, type LieCounts, liesOf, tellLies } from './lies/lies.ts';

const USAGE = 'npm run bench -- lies GOLD_DIR [--show KIND]';

function report(counts: LieCounts, held: ReadonlyMap<string, number>): string {
  const width = Math.max(...LIES.map((kind) => kind.length));
  const lines = LIES.map((kind) => {
    const { told, refused } = counts.get(kind) ?? { told: 0, refused: 0 };
    const share = told === 0 ? '-' : (refused / told).toFixed(3);
    return `${kind.padEnd(width)}  ${String(refused).padStart(5)} of ${String(told).padStart(5)}  ${share.padStart(5)}`;
  });
  const kept = [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ${count}`);
  return [...lines, '', `held or dropped of the true drafts: ${kept.join(', ')}`].join('\n');
}

/** @returns the exit status: 0, or 2 for wrong usage or what is not there. */
export async function run(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { show: { type: 'string' } } });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw new GoldError('Name the one folder of annotated articles.');
    const counts = emptyCounts();
    const held = new Map<string, number>();
    for (const { id, title, text } of readGold(folder)) {
      const parsed = await parseTitledText(title ?? null, text, DEFAULT_LIMITS);
      const upload = { bucket: 'local', key: id, versionId: null, sha256: '' };
      const article = identify(parsed, { ...upload, revision: '0'.repeat(64), receivedAt: null });
      const brief = gate(article, await embeddedAnalyzer.analyze(article));
      for (const [where, record] of Object.entries({ held: brief.analysis.held, dropped: brief.analysis.dropped })) {
        for (const [name, count] of Object.entries(record)) {
          held.set(`${where}.${name}`, (held.get(`${where}.${name}`) ?? 0) + count);
        }
      }
      tellLies(
        liesOf(article.text, brief),
        (draft) => gate(article, draft),
        counts,
        (lie) => {
          if (lie.kind === values.show) console.log(printableLine(`${id}: ${lie.told}`));
        },
      );
    }
    console.log(report(counts, held));
    return 0;
  } catch (error) {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof GoldError) && !isUsage) throw error;
    console.error(error.message);
    console.error(USAGE);
    return 2;
  }
}
