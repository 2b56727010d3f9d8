import { serveTasks } from '../runtime/worker-task.ts';
import { embeddedAnalyzer } from './embedded/embedded.ts';
import { gate } from './gate.ts';
import { LexiconMaker } from './lexicon.ts';
import type { BriefTask } from './task.ts';

/** One article to brief in the isolated worker: the analyzer, then the evidence gate. */
const lexicons = new LexiconMaker();
serveTasks(async ({ article, overlay }: BriefTask) => {
  const lexicon = lexicons.of(overlay);
  return gate(article, await embeddedAnalyzer.analyze(article, lexicon), lexicon);
});
