import pLimit from 'p-limit';

/**
 * Works on the items in their order, at most `atOnce` at the same time. However many items there are, only work that
 * has begun holds a promise. After a failure, or once the signal is aborted, no further work begins.
 *
 * @throws the first failure, once all work that had begun has ended
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
    // Waits until the work begins, so that no more than one item waits for its turn.
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
