import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { streamAddress } from '../api.ts';
import { useViewed } from '../presentation/viewed.ts';
import { refreshNow } from '../queries.ts';
import { type Live, LiveContext } from './live.ts';
import { announcement, type RiskChange, showRiskChange } from './riskChange.ts';
import { browserEffects, followRisks } from './riskStream.ts';

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
    let forget: ReturnType<typeof setTimeout> | undefined;
    let hasHeard = false;
    let isInterrupted = false;
    const end = followRisks(
      presentationId,
      (news) => {
        if (news.kind === 'connection') {
          setConnected(news.connected);
          // What changed in between was not heard.
          if (news.connected && isInterrupted) refreshNow(client, presentationId);
          isInterrupted = !news.connected && hasHeard;
          hasHeard ||= news.connected;
          return;
        }
        const seen = showRiskChange(client, news.changed);
        if (seen.length === 0) return;
        setFresh(new Map(seen.map((change) => [change.learnerId, change])));
        clearTimeout(forget);
        forget = setTimeout(() => setFresh(new Map()), HIGHLIGHT_MS);
      },
      browserEffects(streamAddress),
    );
    return () => {
      clearTimeout(forget);
      end();
      setConnected(false);
      setFresh(new Map());
    };
  }, [client, presentationId, listening]);

  return { connected, fresh };
}
