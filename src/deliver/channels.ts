import type { Channel } from './channels/channel.ts';
import { inApp } from './channels/in-app.ts';

/** Every channel, by the name that stands in the outbox. */
export const CHANNELS: ReadonlyMap<string, Channel> = new Map(
  [inApp].map((channel) => [channel.name, channel]),
);

/** The channel of every message so far: the platform reads the inbox. */
export const DEFAULT_CHANNEL = inApp.name;
