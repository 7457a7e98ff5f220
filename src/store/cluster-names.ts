import type { EventLog } from './event-log.ts';

/** How tables are named and questions spread on a cluster; null for a single store. */
export const namesOn = (cluster: string | null): Pick<EventLog, 'table' | 'onEveryShard'> => ({
  table: (name) => (cluster === null ? name : `all_${name}`),
  onEveryShard: (select) => (cluster === null ? `(${select})` : `cluster('${cluster}', view(${select}))`),
});
