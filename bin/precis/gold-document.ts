import type { ArticleText } from '../../functions/api/responses.ts';
import type { Brief } from '../../functions/core/brief.ts';
import type { Desk } from '../../functions/core/notes/note.ts';

/** An article with its gold brief, as a corpus of such articles has it and its scorer reads it. */
export interface GoldDocument {
  readonly id: string;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly date: string | null;
  readonly licence: string | null;
  readonly topic: string | null;
  readonly text: string;
  readonly gold: {
    readonly parties: readonly { name: string; kind: string; aliases: readonly string[]; optional: boolean }[];
    readonly measures: readonly {
      type: string;
      status: string;
      actors: readonly string[];
      targets: readonly string[];
      quotes: readonly string[];
      optional: boolean;
    }[];
    readonly unresolvedIssues: readonly {
      topic: string;
      parties: readonly string[];
      quotes: readonly string[];
      optional: boolean;
    }[];
    readonly risks: readonly { statement: string; likelihood: string; quotes: readonly string[]; optional: boolean }[];
  };
}

/**
 * A corrected brief as a case for a test of an analyzer. What somebody of the desk confirmed, amended or added is asked
 * for; what nobody looked at is `optional`, neither asked for nor wrong; what somebody rejected is not there, and so wrong.
 */
export function goldDocument(brief: Brief, desk: Desk | undefined, { text }: ArticleText): GoldDocument {
  const vouched = new Set(desk?.corrections.map(({ itemId }) => itemId));
  const nameOf = (id: string): string => brief.parties.find((party) => party.id === id)?.name ?? id;
  const common = ({ id, evidence }: { id: string; evidence: readonly { quote: string }[] }) => ({
    quotes: evidence.map(({ quote }) => quote),
    optional: !vouched.has(id),
  });
  const { briefId, article } = brief;
  return {
    id: briefId,
    title: article.title,
    outlet: article.source,
    url: article.url,
    date: article.publishedAt,
    licence: article.rights,
    topic: null,
    text,
    gold: {
      parties: brief.parties.map(({ name, kind, aliases }) => ({ name, kind, aliases, optional: true })),
      measures: brief.measures.map((measure) => ({
        type: measure.type,
        status: measure.status,
        actors: measure.actors.map(nameOf),
        targets: measure.targets.map(nameOf),
        ...common(measure),
      })),
      unresolvedIssues: brief.unresolvedIssues.map((issue) => ({
        topic: issue.topic,
        parties: issue.parties.map(nameOf),
        ...common(issue),
      })),
      risks: brief.risks.map((risk) => ({
        statement: risk.statement,
        likelihood: risk.likelihood,
        ...common(risk),
      })),
    },
  };
}
