import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, type StageSettings, stageConfig } from '../../lib/config.ts';
import { DOMAIN } from './account.ts';
import { AUTH, synthesized } from './synthesized.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/deploying.md', import.meta.url)), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** What the columns dev and prod say of a setting. */
function documented(setting: string): string[] | undefined {
  return rows.find(([, name]) => name?.includes(`\`${setting}\``))?.slice(2, 4);
}

/** A setting as the page writes it. */
function written(settings: StageSettings, setting: keyof StageSettings): string {
  const { parse, api, limits, throttle } = settings;
  switch (setting) {
    case 'parse':
    case 'brief':
      return `${parse.memoryMegabytes} MB, ${parse.timeoutSeconds} s, ${parse.maxConcurrency}`;
    case 'api':
      return `${api.memoryMegabytes} MB, ${api.timeoutSeconds} s`;
    case 'limits':
      return `${limits.objectBytes / 1e6} MB, ${limits.textCharacters / 1e6} M, ${limits.parts / 1e3},000`;
    case 'throttle':
      return `${throttle.requestsPerSecond} /s, ${throttle.burst}`;
    case 'auth':
      return settings.auth.mode;
    case 'events':
      return settings.events.mode;
    case 'origins':
      return settings.origins.map((origin) => `\`${origin}\``).join(', ') || '–';
    default:
      return String(settings[setting] ?? '–');
  }
}

describe('docs/deploying.md', () => {
  const dev = stageConfig('dev').settings;
  const prod = stageConfig('prod').settings;

  it.each(SETTING_NAMES)('tells the setting %s as the stages have it', (setting) => {
    const [inDev, inProd] = documented(setting) ?? [];
    expect([inDev, inProd === 'the same' ? inDev : inProd]).toEqual([written(dev, setting), written(prod, setting)]);
  });

  it('has one entry for parse and brief, as they are set alike', () => {
    expect(dev.brief).toEqual(dev.parse);
    expect(prod.brief).toEqual(prod.parse);
  });

  it('names every output of the stacks', () => {
    const templates = (['iam', 'users', 'token'] as const).flatMap((mode) => {
      const { data, app } = synthesized('dev', { auth: AUTH[mode], kms: 'own', domain: DOMAIN, events: 'own' });
      return [data, app];
    });
    const outputs = templates.flatMap((template) => Object.keys(template.toJSON().Outputs));
    const unnamed = outputs.filter((name) => !name.startsWith('PublishOutput') && !page.includes(`\`${name}\``));
    expect(unnamed).toEqual([]);
  });
});
