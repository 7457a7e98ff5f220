import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * A link to another screen vanishes with its screen, and the focus with it. The focus then goes to the new screen's
 * heading, so that keyboard and screen reader go on from there. On the first load the browser decides.
 */
export function useFocusOnArrival(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged || document.activeElement !== document.body) return;
        document.querySelector('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
