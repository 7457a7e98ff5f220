import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * After a link to another screen the focus would be lost with the link that was followed; it goes to the new screen's
 * heading, so that keyboard and screen reader go on from there. On the first load it stays with the browser.
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
