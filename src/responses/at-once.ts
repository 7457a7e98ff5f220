import pLimit from 'p-limit';

/**
 * Works on each item, so many at once, in their order. Only work that has begun holds a promise, however many items there
 * are. A failure keeps further work from beginning, as the signal does.
 *
 * @throws the first failure, once all that had begun has ended
 */
export async function forEachAtOnce<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const limit = pLimit(atOnce);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const isOver = () => signal.aborted || failures.length > 0;
  for (const item of items) {
    // Waits until it begins, so that no more than one item waits for its turn.
    await new Promise<void>((begun) => {
      const one = limit(async () => {
        begun();
        if (!isOver()) await work(item).catch((error: unknown) => failures.push(error));
      }).finally(() => underWay.delete(one));
      underWay.add(one);
    });
    if (isOver()) break;
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
