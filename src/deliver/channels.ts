import type { Channel } from './channels/channel.ts';
import { inApp } from './channels/in-app.ts';

/** Every channel, by the name that the outbox uses. */
export const CHANNELS: ReadonlyMap<string, Channel> = new Map(
  [inApp].map((channel) => [channel.name, channel]),
);

/** The only channel so far: the platform reads the inbox. */
export const DEFAULT_CHANNEL = inApp.name;
