import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Returns the memory that only start-up needed. Reading the models and giving the first answers leaves some 100 MB of
 * garbage on the heap, which V8 keeps while the server has little to do. Node offers no function to run the collector
 * except the one that this flag exposes.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
