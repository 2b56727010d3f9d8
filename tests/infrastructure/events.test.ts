import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { stageConfig } from '../../lib/config.ts';
import { dev } from '../../lib/stages/dev.ts';
import { grantsOf } from './grants.ts';
import { resource, resourcesOf, synthesized, target } from './synthesized.ts';

const busArn = 'arn:aws:events:eu-central-1:123456789012:event-bus/desk/news';
const own = synthesized('dev', { events: 'own' });
const existing = synthesized('prod', { events: { mode: 'existing', busArn } });

type App = typeof own;

/** Which roles may do something about events, and with what. */
function grants({ app, data }: App): string[] {
  return resourcesOf(app, 'AWS::IAM::Policy').flatMap(([id, policy]) =>
    grantsOf(policy, [data, app])
      .filter((grant) => grant.startsWith('events:'))
      .map((grant) => `${id.replace(/Role.*/, '')} ${grant}`),
  );
}

/** What functions are told of a bus. */
function told({ app, data }: App): string[] {
  return resourcesOf(app, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    return Object.entries(Variables)
      .filter(([name]) => name.startsWith('EVENT_'))
      .map(([name, value]) => `${id.replace(/Function.*/, '')} ${name} ${target(value, [data, app])}`);
  });
}

describe('The change feed', () => {
  it('is a bus of the stage, which brief may put events on, and nobody else', () => {
    const [[id = ''] = []] = resourcesOf(own.data, 'AWS::Events::EventBus');

    expect(resource(own.data, 'AWS::Events::EventBus', 'Events').Properties['Name']).toBe('precis-dev');
    expect(grants(own)).toEqual([`Brief events:PutEvents ${id}.Arn`]);
    expect(told(own)).toEqual([`Brief EVENT_BUS_NAME ${id}.Arn`, 'Brief EVENT_SOURCE precis.dev']);
    expect(target(own.data.toJSON().Outputs.EventBusArn.Value, [own.data])).toBe(`${id}.Arn`);
    expect(resourcesOf(own.data, 'AWS::Events::EventBusPolicy')).toEqual([]);
  });

  it('is a bus that is there already, which the stack does not touch', () => {
    expect(resourcesOf(existing.data, 'AWS::Events::EventBus')).toEqual([]);
    expect(grants(existing)).toEqual([`Brief events:PutEvents ${busArn}`]);
    expect(told(existing)).toEqual([`Brief EVENT_BUS_NAME ${busArn}`, 'Brief EVENT_SOURCE precis.prod']);
    expect(existing.data.toJSON().Outputs.EventBusArn.Value).toBe(busArn);
  });

  it.each([
    ['another word', 'on', "The setting events.mode is wrong: it must be 'none' or 'own', or have the mode existing"],
    ['a bus without its ARN', 'existing', 'The setting events.busArn is missing.'],
    ['a name instead of an ARN', { mode: 'existing', busArn: 'desk' }, 'it must be the ARN of an event bus'],
    [
      'the ARN of something else',
      { mode: 'existing', busArn: 'arn:aws:events:eu-central-1:123456789012:rule/desk' },
      'it must be the ARN of an event bus',
    ],
    [
      'a bus where no stage can be',
      { mode: 'existing', busArn: busArn.replace('arn:aws:', 'arn:aws-cn:') },
      'it must be the ARN of an event bus',
    ],
    ['an ARN for a bus of its own', { mode: 'own', busArn }, 'There is no setting events.busArn.'],
  ])('cannot be set to %s', (_, events, message) => {
    const act = () => stageConfig('dev', { dev: { ...dev, events } });
    expect(act).toThrow(ConfigurationError);
    expect(act).toThrow(message);
  });
});
