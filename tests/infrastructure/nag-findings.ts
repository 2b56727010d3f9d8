import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance } from 'cdk-nag';

/** An exception that the source writes down: which construct, which rule, why. */
export interface Acknowledgement {
  path: string;
  id: string;
  reason: string;
}

/** The AwsSolutions pack, which remembers what it found, acknowledged or not. */
export class RecordingChecks extends AwsSolutionsChecks {
  readonly findings: { path: string; id: string }[] = [];

  protected override applyRule(rule: IApplyRule): void {
    const id = `AwsSolutions-${rule.ruleSuffixOverride ?? rule.rule.name}`;
    const path = rule.node.node.path;
    const result = rule.rule(rule.node);
    if (result === NagRuleCompliance.NON_COMPLIANT) this.findings.push({ path, id });
    else if (Array.isArray(result)) this.findings.push(...result.map((part) => ({ path, id: `${id}[${part}]` })));
    super.applyRule(rule);
  }
}

/** Every acknowledgement in the tree of an app, each once. */
export function acknowledgementsIn(app: App): Acknowledgement[] {
  const all = app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ path: node.path, id: id.replace(/^annotation::/i, ''), reason })),
  );
  return [...new Map(all.map((each) => [`${each.path} ${each.id}`, each])).values()];
}

/** The acknowledgements for which there is nothing to acknowledge. */
export function strayAcknowledgements(app: App, findings: RecordingChecks['findings']): Acknowledgement[] {
  return acknowledgementsIn(app).filter(
    ({ path, id }) => !findings.some((found) => found.id === id && `${found.path}/`.startsWith(`${path}/`)),
  );
}

/** How many acknowledgements there are of each rule. */
export function countByRule(acknowledgements: readonly Acknowledgement[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of acknowledgements) {
    const rule = id.replace(/\[.*$/s, '');
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}
