import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { matchesWildcard } from '../../local/iam/wildcard.ts';
import { readPlan } from '../../local/template/read-plan.ts';

const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };

/** What the functions of a runtime made use of, held against what their roles grant. */
export class RolePermissions {
  readonly #used = new Map<string, string[]>();

  /** Notes one use: see `RuntimeOptions.onPermission`. */
  used(role: string, action: string, resource: string): void {
    const key = `${role} ${action}`;
    this.#used.set(key, [...(this.#used.get(key) ?? []), resource]);
  }

  /**
   * What no function made use of: each action on each resource of each statement, written with the resource where the
   * same role uses the action on another.
   * @param assemblyDir the assembly that the runtime runs.
   */
  async unusedOf(assemblyDir: string): Promise<string[]> {
    const { roles } = readPlan(await readAssembly(assemblyDir), ACCOUNT, { sqsUrl: '', apiUrl: '' });
    const granted = roles.flatMap(({ arn, statements }) =>
      statements.flatMap(({ Action, Resource }) =>
        [Action ?? []].flat().flatMap((action) => [Resource ?? []].flat().map((on) => ({ arn, action, on }))),
      ),
    );
    return granted
      .filter(({ arn, action, on }) => !this.#uses(arn, action).some((resource) => matchesWildcard(on, resource)))
      .map(({ arn, action, on }) => {
        const role = arn.replace(/^.*-([A-Za-z]+Role)[0-9A-F]{8}$/, '$1');
        return this.#uses(arn, action).length > 0 ? `${role} ${action} ${on}` : `${role} ${action}`;
      })
      .sort();
  }

  #uses(role: string, action: string): string[] {
    return this.#used.get(`${role} ${action}`) ?? [];
  }
}
