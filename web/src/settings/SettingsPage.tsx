import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../page/Loaded.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { settingsQuery } from '../queries.ts';
import { SettingsWorkshop } from './SettingsWorkshop.tsx';

/** When nudges are proposed and what they say: edit, preview, save, restore. */
export function SettingsPage() {
  const [savedVersion, setSavedVersion] = useState<number | null>(null);
  const query = useQuery({ ...settingsQuery, refetchOnWindowFocus: false });
  return (
    <>
      <ScreenTitle
        title="Thresholds and texts"
        note="When nudges are proposed and what they say. A saved version takes effect at once"
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={6} />}>
        {(view) => (
          <SettingsWorkshop
            key={view.latest}
            view={view}
            savedVersion={savedVersion}
            onSaved={setSavedVersion}
          />
        )}
      </Loaded>
    </>
  );
}
