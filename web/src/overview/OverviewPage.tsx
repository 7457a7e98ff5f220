import { useQuery } from '@tanstack/react-query';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { presentationName } from '../presentation/name.ts';
import { useViewed } from '../presentation/viewed.ts';
import { overviewQuery } from '../queries.ts';
import { ModelFromLater } from '../risk/ModelFromLater.tsx';
import { RiskWithheld } from '../risk/RiskWithheld.tsx';
import { AttentionExcerpt } from './AttentionExcerpt.tsx';
import { Figures } from './Figures.tsx';
import classes from './OverviewPage.module.css';
import { RiskHeatmap } from './RiskHeatmap.tsx';
import { Trends } from './Trends.tsx';

export function OverviewPage() {
  const { presentation, asOf } = useViewed();
  const overview = useQuery(overviewQuery(presentation.id, asOf));
  return (
    <>
      <ScreenTitle
        title={presentationName(presentation)}
        note={
          <>
            The course as it was known on the day shown.{' '}
            {overview.data && <ModelFromLater {...overview.data.model} />}
          </>
        }
      />
      <RiskWithheld reason={overview.data?.riskWithheld} />
      <div className={classes.grid}>
        <div className={classes.figures}>
          <Figures />
        </div>
        <div className={classes.attention}>
          <AttentionExcerpt />
        </div>
        <div className={classes.charts}>
          <RiskHeatmap />
          <Trends />
        </div>
      </div>
    </>
  );
}
