/** A part of the report: what one benchmark measures, and what it cannot show. */
export interface Section {
  /** Of `npm run bench -- NAME`, which prints the same alone. */
  readonly name: string;
  readonly title: string;
  readonly shows: string;
  readonly doesNotShow: string;
}

/** The parts of the report, in their order. */
export const SECTIONS = [
  {
    name: 'analyzer',
    title: 'Analysis',
    shows:
      'Analysis and the evidence gate as they are bundled, beside two libraries that do less, on the same articles in turn; and how the time grows with the text. In milliseconds of processor time.',
    doesNotShow: 'Quality (`npm run eval`), cold starts, the processors of Lambda.',
  },
  {
    name: 'parser',
    title: 'Parsing of web pages',
    shows:
      'The whole parser (main text, metadata, language) beside parse5 → linkedom → Readability, which finds the main text alone, on the same page in turn, each in a process of its own. In processor time.',
    doesNotShow: 'Other pages than the one example: name a benchmark of public pages for those. Other formats.',
  },
  {
    name: 'bundles',
    title: 'Bundles and cold imports',
    shows:
      'What each function’s bundle weighs, minified (KB = 1,000 bytes): what its modules import at once, and what they load when it is met, or serve. Then what a new process takes to import each handler, beside its floor: an empty handler with the same clients of the SDK, in turn.',
    doesNotShow: 'How long Lambda takes to start a sandbox and to unpack the code; its processors.',
  },
  {
    name: 'throughput',
    title: 'Articles a second, end to end',
    shows:
      'From the put of a file until its last message is done, through the local runtime; beside the same template with handlers that only read an object and put one, or an item. Both take turns, so that the ratio holds however busy the machine is.',
    doesNotShow:
      'The rate in AWS, where every batch has a machine of its own: here the services, the functions and the table share one, whose disk is a laptop’s.',
  },
  {
    name: 'growth',
    title: 'Growth with the archive',
    shows:
      'What storing a brief and each call that reads takes with few and with many briefs in the table. Over the table in memory, requests and units are counted by the rules of Amazon DynamoDB; over dynalite they are what was sent and what it told, which leaves out writes whose condition fails. In milliseconds of processor time, for dynalite with its own.',
    doesNotShow:
      'Latency in AWS, hot partitions, throttling. The archive has 250 briefs a day of one story, so that its lists by party are as long as the archive: the hardest case.',
  },
  {
    name: 'cost',
    title: 'Cost',
    shows:
      'US dollars for a million articles and a million calls of the API, from requests, units and bytes counted in the local runtime with the settings of the stage `prod`, by list prices; and what costs by the month. docs/cost.md says how.',
    doesNotShow:
      'A bill of AWS. The processor of Lambda and the time that it waits for services are assumed; cold starts, retries and free tiers are left out.',
  },
  {
    name: 'arithmetic',
    title: 'What 3,000, 100,000 and 10 million articles a day need',
    shows:
      'Reckoned from what one article takes in the local runtime with the settings of the stage `prod`, by the quotas of AWS’s documentation.',
    doesNotShow:
      'Anything run in AWS. Processor time is this machine’s, taken as that of Lambda’s; peaks and waits are assumed as stated. Reading by people is not in it.',
  },
] as const satisfies readonly Section[];

export type SectionName = (typeof SECTIONS)[number]['name'];

/** How much each part measures. */
export interface Sizes {
  readonly analyzerRounds: number;
  readonly analyzerLengths: readonly number[];
  readonly parserRounds: number;
  /** Imports of each handler. */
  readonly imports: number;
  readonly throughput: { readonly articles: number; readonly rounds: number };
  readonly growth: { readonly sizes: readonly number[]; readonly dynaliteSizes: readonly number[] };
  /** Articles of each way to come. */
  readonly costArticles: number;
}

export const FULL: Sizes = {
  analyzerRounds: 20,
  analyzerLengths: [1_000, 10_000, 100_000, 1_000_000],
  parserRounds: 3,
  imports: 15,
  throughput: { articles: 200, rounds: 3 },
  growth: { sizes: [1_000, 10_000, 100_000], dynaliteSizes: [1_000, 10_000] },
  costArticles: 100,
};

/** For a minute or two. */
export const QUICK: Sizes = {
  analyzerRounds: 5,
  analyzerLengths: [1_000, 10_000, 100_000],
  parserRounds: 1,
  imports: 3,
  throughput: { articles: 40, rounds: 1 },
  growth: { sizes: [250, 2_500], dynaliteSizes: [100] },
  costArticles: 20,
};
