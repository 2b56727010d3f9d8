import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parseTitledText, DEFAULT_LIMITS } from './functions/parse/parse.ts';
import { identify } from './functions/parse/identify.ts';
import { stagedArticleKey, parseStagedKey } from './functions/core/manifest.ts';
import { headVersionOf, briefVersionOf } from './functions/core/identity.ts';
import { generationOf } from './functions/core/generations.ts';
import { rehearseLexicon } from './bin/precis/lexicon-command.ts';
const dir = '/work/shared/corpus/dev';
const COUNT = Number(process.argv[2] ?? 10000);
const bodies: string[] = [];
for (const f of readdirSync(dir).sort()) {
  const j = JSON.parse(readFileSync(dir + '/' + f, 'utf8')); const src = j.article ?? j;
  if (typeof src.text !== 'string') continue;
  const a = await parseTitledText(src.title ?? null, src.text, DEFAULT_LIMITS);
  bodies.push(JSON.stringify({ kind: 'article', article: identify(a, { bucket: 'b', key: f, versionId: null, sha256: 'x', revision: 'A'.repeat(64), receivedAt: '2026-03-04T10:00:00.000Z' }), manifest: null }));
}
console.log(bodies.length, 'texts, mean chars', Math.round(bodies.reduce((s, b) => s + b.length, 0) / bodies.length));
const head = headVersionOf('A'.repeat(64), 2);
const idOf = (n: number) => n.toString(16).padStart(32, '0');
const s3 = { config: {}, async send(command: any) {
  const { input } = command;
  if (command.constructor.name === 'ListObjectsV2Command') {
    if (!input.Prefix.startsWith('articles/')) return { Contents: [] };
    const from = Number(input.ContinuationToken ?? 0); const to = Math.min(COUNT, from + 1000);
    return { Contents: Array.from({ length: to - from }, (_, i) => ({ Key: stagedArticleKey(idOf(from + i), head), LastModified: new Date() })), ...(to < COUNT ? { IsTruncated: true, NextContinuationToken: String(to) } : {}) };
  }
  const subject = parseStagedKey(input.Key)!; const n = parseInt((subject as any).articleId, 16);
  const body = Buffer.from(bodies[n % bodies.length]!);
  return { ContentLength: body.length, Body: { transformToByteArray: async () => new Uint8Array(body) } };
} };
import { S3Client } from '@aws-sdk/client-s3';
Object.setPrototypeOf(s3, S3Client.prototype);
const table = { async get() { return undefined; }, async batchGet(keys: any[]) { return keys.map(({ pk }) => ({ briefId: pk.slice(6), version: briefVersionOf(head, generationOf(0)), state: 'live' })); } };
writeFileSync('/tmp/words.json', JSON.stringify({ schemaVersion: 1, aliases: { Uruguay: ['the eastern shore'], Israel: ['the Jewish state'] }, measureWords: [{ phrase: 'v:ringfence', type: 'finance' }], cues: { risks: [{ phrase: 'canary for' }] }, alwaysDrop: ['football'] }));
let peak = 0; setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 200).unref();
const start = performance.now(); let out = 0; const tail: string[] = [];
await rehearseLexicon({ lexicon: '/tmp/words.json' }, { s3, stagedBucket: 'staged', table } as any, Date.now(), { out: (t) => { out += t.length; tail.push(t); if (tail.length > 8) tail.shift(); }, progress: (t) => console.log(t, Math.round((performance.now() - start) / 1000), 's', Math.round(process.memoryUsage.rss() / 2 ** 20), 'MB') });
const s = (performance.now() - start) / 1000;
const { user } = process.cpuUsage();
console.log(COUNT, 'articles', s.toFixed(0), 's', (COUNT / s).toFixed(1), '/s', 'peak rss', Math.round(peak / 2 ** 20), 'MB', 'cpu s', (user / 1e6).toFixed(0), 'out', out); console.log(tail.join(''));
