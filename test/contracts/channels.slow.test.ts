import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/deliver/channels/channel.ts';
import { CHANNELS, DEFAULT_CHANNEL } from '../../src/deliver/channels.ts';
import { moment } from '../../src/domain/moment.ts';
import { courseWith, eventsIn } from '../fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../fixtures/embedded-stores.ts';
import { putCourse } from '../fixtures/service.ts';

const NOW = moment(Date.parse('2014-03-01T09:00:00Z'));

const course = courseWith('BBB-2014B');

let stores: EmbeddedStores;
beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, [eventsIn(course).registered('ada', -5)]);
});
afterAll(() => stores.close());

const message = (key: string): Message => ({
  key,
  presentationId: course.id,
  learnerId: 'ada',
  recipient: 'learner',
  intervention: 'reconnect',
  priority: 'high',
  title: 'Your course goes on',
  body: 'A short visit is a good start.',
});

it(`every file of a channel is in the list: ${CHANNELS.size}`, () => {
  const files = readdirSync('src/deliver/channels').filter((file) => !/\.test\.ts$|^channel\.ts$/.test(file));
  expect(files).toHaveLength(CHANNELS.size);
  expect(CHANNELS.size).toBeGreaterThan(0);
});

it('the channel of a message that names none is one of the list', () => {
  expect(CHANNELS.has(DEFAULT_CHANNEL)).toBe(true);
});

describe.each([...CHANNELS])('channel %s', (name, channel) => {
  const deliver = (...messages: readonly Message[]) =>
    stores.state.transaction().execute((transaction) => channel.deliver(messages, NOW, transaction));

  it('is listed under its name', () => {
    expect(channel.name).toBe(name);
  });

  it('returns the outcome of each message, in their order', async () => {
    expect(await deliver(message(`${name}/1`), message(`${name}/2`))).toEqual([
      { delivered: true },
      { delivered: true },
    ]);
  });

  it('reports a message that it has delivered before as delivered, and does not deliver it again', async () => {
    await deliver(message(`${name}/3`));
    expect(await deliver(message(`${name}/3`), message(`${name}/4`))).toEqual([
      { delivered: true },
      { delivered: true },
    ]);
  });

  it('leaves nothing behind where the transaction fails', async () => {
    const unfinished = stores.state.transaction().execute(async (transaction) => {
      await channel.deliver([message(`${name}/5`)], NOW, transaction);
      throw new Error('the commit failed');
    });
    await expect(unfinished).rejects.toThrow('the commit failed');
    const rows = await stores.state.selectFrom('inbox_message').select('key').execute();
    expect(rows.map(({ key }) => key)).not.toContain(`${name}/5`);
  });
});
