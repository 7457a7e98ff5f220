import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { CodeMissing, reloadEffects, reloadOnce } from './code.ts';
import classes from './ErrorNotice.module.css';
import { ScreenTitle } from './ScreenTitle.tsx';

/** How often it is tried whether the server is back. */
const AGAIN_MS = 3_000;

/** Stands in for a screen that could not be loaded or shown. The header stays, so that there are ways on. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const isCode = error instanceof CodeMissing;
  const isAway = useReloadWithServer(isCode);
  const retry = () => {
    if (isCode) void reloadEffects.isServerThere().then((isThere) => isThere && reloadEffects.reload());
    else void router.invalidate().then(reset);
  };
  return (
    <div role="alert">
      <ScreenTitle title="This page could not be shown" note={wordsOf(error, isCode, isAway)} />
      <p className={classes.ways}>
        <Button size="sm" variant="default" onClick={retry}>
          Retry
        </Button>
        <Button size="sm" variant="subtle" onClick={() => reloadEffects.reload()}>
          Reload
        </Button>
      </p>
    </div>
  );
}

const wordsOf = (error: unknown, isCode: boolean, isAway: boolean): string => {
  if (!isCode) return `Something went wrong: ${error instanceof Error ? error.message : String(error)}`;
  return isAway
    ? 'The server cannot be reached. The page comes back by itself when the server does'
    : 'A part of it is missing on the server';
};

/** Reloads for missing code as soon as the server is there; says whether it is away. */
function useReloadWithServer(isCode: boolean): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (!isCode) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async () => {
      const outcome = await reloadOnce(reloadEffects);
      setAway(outcome === 'away');
      if (outcome === 'away') timer = setTimeout(attempt, AGAIN_MS);
    };
    void attempt();
    return () => clearTimeout(timer);
  }, [isCode]);
  return isAway;
}
