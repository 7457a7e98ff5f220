import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { RiskChanged } from '../../../src/live/risk-feed.ts';
import { streamAddress } from '../api.ts';
import { useViewed } from '../presentation/viewed.ts';
import { type Live, LiveContext } from './live.ts';
import { announcement, type RiskChange, showRiskChange } from './riskChange.ts';

const HIGHLIGHT_MS = 4_000;

/** Listens to the server while its current day is shown; a day of the past does not change. */
export function LiveRisk({ children }: { children: ReactNode }) {
  const { presentation, asOf } = useViewed();
  const live = useRiskStream(presentation.id, asOf === undefined);
  return (
    <LiveContext value={live}>
      {children}
      <VisuallyHidden aria-live="polite" role="status">
        {announcement([...live.fresh.values()])}
      </VisuallyHidden>
    </LiveContext>
  );
}

function useRiskStream(presentationId: string, listening: boolean): Live {
  const client = useQueryClient();
  const [connected, setConnected] = useState(false);
  const [fresh, setFresh] = useState<ReadonlyMap<string, RiskChange>>(new Map());

  useEffect(() => {
    if (!listening) return;
    const stream = new EventSource(streamAddress(presentationId));
    let forget: ReturnType<typeof setTimeout> | undefined;
    stream.addEventListener('open', () => setConnected(true));
    stream.addEventListener('error', () => setConnected(false));
    stream.addEventListener('risk', ({ data }: MessageEvent<string>) => {
      const seen = showRiskChange(client, JSON.parse(data) as RiskChanged);
      if (seen.length === 0) return;
      setFresh(new Map(seen.map((change) => [change.learnerId, change])));
      clearTimeout(forget);
      forget = setTimeout(() => setFresh(new Map()), HIGHLIGHT_MS);
    });
    return () => {
      clearTimeout(forget);
      stream.close();
      setConnected(false);
      setFresh(new Map());
    };
  }, [client, presentationId, listening]);

  return { connected, fresh };
}
