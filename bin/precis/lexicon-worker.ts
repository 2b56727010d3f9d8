import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { LexiconMaker } from '../../functions/brief/lexicon.ts';
import { serveTasks } from '../../functions/runtime/worker-task.ts';
import { type BriefChange, changesBetween } from '../../operations/brief-changes.ts';
import type { ComparisonTask } from './lexicon-task.ts';

const [present, next] = [new LexiconMaker(), new LexiconMaker()];

serveTasks(async (task: ComparisonTask): Promise<BriefChange[]> => {
  const [before, after] = [present.of(task.present), next.of(task.next)];
  const { article } = task;
  return changesBetween(
    gate(article, await embeddedAnalyzer.analyze(article, before), before),
    gate(article, await embeddedAnalyzer.analyze(article, after), after),
  );
});
