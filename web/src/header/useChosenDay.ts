import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { clampDay, dateOfDay } from '../presentation/day.ts';
import { useViewed } from '../presentation/viewed.ts';

/** Long enough for a drag to pass over days unseen, short enough to feel immediate. */
const REST_MS = 180;

/** The day under the hand, and how to choose another. The URL's `asOf` follows when the hand rests. */
export function useChosenDay(): [day: number, chooseDay: (day: number) => void] {
  const { presentation, day, currentDay } = useViewed();
  const navigate = useNavigate();
  const [held, setHeld] = useState(day);
  useEffect(() => setHeld(day), [day]);

  const show = useDebouncedCallback((chosen: number) => {
    void navigate({
      to: '.',
      search: (search: Record<string, unknown>) => ({
        ...search,
        asOf: chosen === currentDay ? undefined : dateOfDay(presentation, chosen),
      }),
      replace: true,
      resetScroll: false,
    });
  }, REST_MS);

  const chooseDay = (chosen: number) => {
    const within = clampDay(presentation, chosen);
    setHeld(within);
    show(within);
  };
  return [held, chooseDay];
}
