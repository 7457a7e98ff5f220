import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives memory back that start-up needed. Reading models and the first answers grow the heap by some 100 MB of garbage,
 * which V8 keeps while the server has little to do. The collector has no function that asks for it but the one that this
 * flag uncovers.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
