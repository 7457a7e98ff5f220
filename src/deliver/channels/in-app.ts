import type { Channel } from './channel.ts';

/** The inbox inside the learning platform: a row that the platform reads through the API. */
export const inApp: Channel = {
  name: 'in_app',
  async deliver(messages, now, transaction) {
    await transaction
      .insertInto('inbox_message')
      .values(
        messages.map((message) => ({
          key: message.key,
          presentation_id: message.presentationId,
          learner_id: message.learnerId,
          recipient: message.recipient,
          intervention: message.intervention,
          priority: message.priority,
          title: message.title,
          body: message.body,
          delivered_at: new Date(now),
          opened_at: null,
        })),
      )
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    return messages.map(() => ({ delivered: true }));
  },
};
