/** A story of our own, of which the analyzer makes at least a measure, an open issue and a risk. */
const STORY = `OSLO - Norway signed a treaty with Iceland on Monday that opens six harbours to Icelandic trawlers. This article was written to test a deployment of Precis, in the run RUN.

Iceland said it would lift its ban on Norwegian vessels within a month. “We have waited long enough,” said Jonas Vik, Norway’s fisheries minister.

Norway has refused to pay for the dredging of the harbours. Who pays for it remains unresolved. Fishermen warned that a longer dispute could close the smallest harbour.
`;

/** The beginning of a picture (PNG), which can be no article. */
const PICTURE = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52,
]);

/** What a smoke test sends. */
export interface SmokeFiles {
  /** The outlet of the article, by which it alone is listed. */
  readonly source: string;
  /** An article, by its key in the inbox. */
  readonly article: { readonly key: string; readonly text: string };
  /** A file that must be refused. */
  readonly picture: { readonly key: string; readonly bytes: Uint8Array };
}

/**
 * The files of one run. Each run has its own, so that no article is a copy of the one before, and two runs do not meet.
 * @param run letters and digits.
 */
export function smokeFiles(run: string): SmokeFiles {
  const source = `Precis smoke test ${run}`;
  const head = `Title: Smoke test ${run}: Norway signs harbour treaty with Iceland\nSource: ${source}\nAuthor: Precis\n\n`;
  return {
    source,
    article: { key: `in/precis-smoke/${run}.txt`, text: head + STORY.replace('RUN', run) },
    picture: { key: `in/precis-smoke/${run}-picture.txt`, bytes: PICTURE },
  };
}
