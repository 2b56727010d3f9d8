import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { ARROWS, BOXES, type Box } from '../../bin/architecture/description.ts';
import { drawArchitecture, spokenDescription } from '../../bin/architecture/draw.ts';
import { PROJECT } from '../project.ts';
import { AUTH, NOTICES, resourcesOf, synthesized } from './synthesized.ts';

/** What a drawing of the way of a file has to show, and nothing of what these consist of. */
const SHOWN_TYPES = [
  'AWS::ApiGatewayV2::Api',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::EventBus',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

/** A resource as the drawing and the template both name it: the stack, the type, the id without its hash. */
type Named = readonly [stack: string, type: string, id: string];

/** The resources of the two stacks, with every setting on that makes one. */
function deployed(): Named[] {
  const settings = (['users', 'token'] as const).map((mode) => ({ auth: AUTH[mode], events: 'own', ...NOTICES }));
  const found = settings.flatMap((replaced) => {
    const { data, app } = synthesized('dev', replaced);
    const of = (stack: 'data' | 'app') =>
      SHOWN_TYPES.flatMap((type) =>
        resourcesOf(stack === 'data' ? data : app, type).map(([id]): Named => [stack, type, id]),
      );
    return [...of('data'), ...of('app')];
  });
  return [...new Map(found.map((each) => [each.join(), each])).values()];
}

const drawn: Box[] = Object.values(BOXES);
const draws = ({ stack, resource }: Box, [itsStack, type, id]: Named) =>
  stack === itsStack && resource?.type === type && id.startsWith(resource.id);

describe('The drawing of the architecture', () => {
  it('shows each function, bucket, queue, table, bus, pool, topic and API of the template, and no other', () => {
    const resources = deployed();

    expect(resources.filter((each) => drawn.filter((box) => draws(box, each)).length !== 1)).toEqual([]);
    const made = drawn.filter(({ resource }) => resource !== undefined);
    expect(made.filter((box) => resources.filter((each) => draws(box, each)).length !== 1)).toEqual([]);
    expect(made).toHaveLength(resources.length);
  });

  it('tells what only some settings make', () => {
    const { data, app } = synthesized('prod');
    const always = SHOWN_TYPES.flatMap((type) =>
      [...resourcesOf(data, type), ...resourcesOf(app, type)].map(([id]) => `${type} ${id}`),
    );

    const bySetting = drawn.filter(({ resource }) => {
      return resource && !always.some((name) => name.startsWith(`${resource.type} ${resource.id}`));
    });

    expect(bySetting).toEqual(drawn.filter((box) => box.bySetting));
  });

  it('is the one that is described', () => {
    expect(readFileSync(join(PROJECT, 'docs', 'images', 'architecture.svg'), 'utf8')).toBe(drawArchitecture());
  });

  it('is well-formed, and says in words what it shows', () => {
    const drawing = drawArchitecture();

    expect(XMLValidator.validate(drawing)).toBe(true);
    expect(drawing).toContain('role="img" aria-labelledby="title description"');
    for (const { says } of ARROWS.filter(({ from }) => from !== 'staged')) expect(spokenDescription()).toContain(says);
  });

  it('has room for its words', () => {
    const widestLetter = 6.4;
    const narrow = drawn.filter(({ place: { columns = 1 }, ...box }) => {
      const longest = Math.max(...[box.name, box.kind, box.detail ?? ''].map((text) => text.length));
      return longest * widestLetter > columns * 124 + 36 * (columns - 1);
    });
    expect(narrow).toEqual([]);
  });
});
